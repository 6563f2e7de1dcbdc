import { internetGateways } from '../gateways.ts';
import type { KeyPath } from '../../key-path.ts';
import type { Report } from '../../report.ts';
import { checkUnique } from '../../rules/placed.ts';
import { checkReference } from '../../rules/reference.ts';
import type { InternetGateway, Lab } from '../../types.ts';

/** One VPC for each, and one for each VPC. */
export function checkInternetGateways(
  lab: Lab,
  report: Report,
  gatewayPath: (gateway: InternetGateway) => KeyPath,
): void {
  const vpcs = internetGateways(lab).flatMap((gateway) =>
    gateway.attachments.map(({ resource }) => ({ path: [...gatewayPath(gateway), 'vpc'], value: resource })),
  );
  const names = lab.vpcs.map(({ name }) => name);
  for (const { path, value } of vpcs)
    checkReference(report, path, value, { kind: 'VPC', names, maps: [['vpcs']] });
  checkUnique(report, vpcs, 'a VPC is attached to one Internet gateway (EC2 API, AttachInternetGateway)');
}
