import type { RawLab } from '../../topology/schema.ts';
import type { Scope } from './scope.ts';

/** Internet gateways that are attached to VPCs of the lab file, and their ids by VPC. */
export function internetGatewaysOf(
  scope: Scope,
  vpcIds: ReadonlySet<string>,
): { readonly raw: NonNullable<RawLab['internetGateways']>; readonly byVpc: ReadonlyMap<string, string> } {
  const byVpc = new Map<string, string>();
  const entries = scope.objects.InternetGateways.flatMap(({ item, at }) => {
    const { InternetGatewayId: id, Attachments = [] } = item;
    const vpcId = Attachments.map((each) => each.VpcId).find(
      (each) => each !== undefined && vpcIds.has(each),
    );
    if (vpcId === undefined) {
      const isOfOther = Attachments.length > 0;
      scope.note(id, `is attached to no VPC${isOfOther ? ' that is imported' : ''}, and left out`, at());
      return [];
    }
    if (byVpc.has(vpcId)) return [];
    byVpc.set(vpcId, id);
    scope.place(['internetGateways', scope.nameOf(id)], at());
    return [[scope.nameOf(id), { vpc: scope.nameOf(vpcId) }] as const];
  });
  return { raw: Object.fromEntries(entries), byVpc };
}
