import type { RawLab } from '../../topology/schema.ts';
import { isIcmp } from '../../topology/objects/ip-protocol.ts';
import type { NetworkAcl } from '../ec2/vpc.ts';
import type { Found } from '../found.ts';
import type { Scope } from './scope.ts';
import { ipv6Block } from './ipv6.ts';
import { MAX_PART_NAME, protocolIn } from './security-groups.ts';
import type { Subnets } from './subnets.ts';

type RawVpc = NonNullable<RawLab['vpcs']>[string];
type RawAcl = NonNullable<RawVpc['networkAcls']>[string];
type RawEntry = NonNullable<RawAcl['entries']>[number];

/** The rule * of every network ACL (EC2 API, CreateNetworkAclEntry). */
const LAST_RULE = 32767;

/** Network ACLs of a VPC by their names, without those that allow everything, as the lab's default one does. */
export function networkAclsOf(
  scope: Scope,
  vpcId: string,
  acls: readonly Found<NetworkAcl>[],
  subnets: Subnets,
): Record<string, RawAcl> {
  return Object.fromEntries(
    acls.flatMap((acl) => {
      const associations = (acl.item.Associations ?? []).flatMap(
        ({ SubnetId = '' }) => subnets.get(SubnetId)?.name ?? [],
      );
      const entries = (acl.item.Entries ?? []).flatMap((_, index) => rawEntry(scope, acl, index));
      if (associations.length === 0 || allowsEverything(entries)) return [];
      const name = scope.nameOf(acl.item.NetworkAclId, MAX_PART_NAME, vpcId);
      scope.place(['vpcs', scope.nameOf(vpcId), 'networkAcls', name], acl.at());
      return [[name, { associations, entries }] as const];
    }),
  );
}

function allowsEverything(entries: readonly RawEntry[]): boolean {
  return [true, false].every((isEgress) => {
    const [first] = entries
      .filter(({ egress = false }) => egress === isEgress)
      .toSorted((one, other) => one.ruleNumber - other.ruleNumber);
    return first?.ruleAction === 'allow' && first.protocol === 'all' && first.cidrBlock === '0.0.0.0/0';
  });
}

function rawEntry(scope: Scope, { item, at }: Found<NetworkAcl>, index: number): RawEntry[] {
  const entry = item.Entries![index]!;
  const { RuleNumber: ruleNumber, CidrBlock: cidrBlock, Egress: egress, RuleAction } = entry;
  if (ruleNumber === undefined || ruleNumber >= LAST_RULE) return [];
  const place = at(['Entries', index]);
  const { Ipv6CidrBlock: ipv6 } = entry;
  if (cidrBlock === undefined && (ipv6 === undefined || ipv6 === '')) return [];
  const protocol = protocolIn(scope, entry.Protocol, item.NetworkAclId, place);
  if (protocol === undefined) return [];
  const hasPorts = protocol === 'tcp' || protocol === 'udp';
  const { From = 0, To = 65535 } = entry.PortRange ?? {};
  const { Type = -1, Code = -1 } = entry.IcmpTypeCode ?? {};
  return [
    {
      ruleNumber,
      ...(egress === true && { egress: true }),
      ruleAction: RuleAction === 'allow' ? 'allow' : 'deny',
      protocol,
      ...(cidrBlock === undefined ? { ipv6CidrBlock: ipv6Block(ipv6!) } : { cidrBlock }),
      ...(hasPorts && { portRange: { from: From, to: To } }),
      ...(isIcmp(protocol) && { icmpTypeCode: { type: Type, code: Type === -1 ? -1 : Code } }),
    },
  ];
}
