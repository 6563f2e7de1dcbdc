import { isCidrBlock, networkOf } from '../../topology/cidr.ts';
import type { RawLab } from '../../topology/schema.ts';
import type { IpPermission, SecurityGroup } from '../ec2/vpc.ts';
import type { Found } from '../found.ts';
import { isIcmp } from '../../topology/objects/ip-protocol.ts';
import { ipv6Block, ipv6Blocks } from './ipv6.ts';
import { isImported } from './prefix-lists.ts';
import type { Scope } from './scope.ts';

type RawVpc = NonNullable<RawLab['vpcs']>[string];
type RawGroup = NonNullable<RawVpc['securityGroups']>[string];
type RawRule = NonNullable<RawGroup['ingress']>[number];
type Direction = 'ingress' | 'egress';

/** How long the name of a part of a VPC may be. */
export const MAX_PART_NAME = 40;

/** Security groups of a VPC by their names: those that are asked for, and those that these reference. */
export function securityGroupsOf(
  scope: Scope,
  vpcId: string,
  groups: readonly Found<SecurityGroup>[],
  used: ReadonlySet<string>,
): Record<string, RawGroup> {
  const wanted = withReferenced(groups, used);
  return Object.fromEntries(
    groups
      .filter(({ item }) => wanted.has(item.GroupId))
      .map((group) => {
        const name = scope.nameOf(group.item.GroupId, MAX_PART_NAME, vpcId);
        scope.place(['vpcs', scope.nameOf(vpcId), 'securityGroups', name], group.at());
        return [name, rawGroup(scope, vpcId, group)];
      }),
  );
}

function withReferenced(
  groups: readonly Found<SecurityGroup>[],
  used: ReadonlySet<string>,
): ReadonlySet<string> {
  const all = new Set(used);
  // A set that grows while it is gone through is gone through to its end.
  for (const id of all) {
    const group = groups.find(({ item }) => item.GroupId === id)?.item;
    const rules = [...(group?.IpPermissions ?? []), ...(group?.IpPermissionsEgress ?? [])];
    for (const { GroupId } of rules.flatMap(({ UserIdGroupPairs = [] }) => UserIdGroupPairs))
      if (GroupId !== undefined) all.add(GroupId);
  }
  return all;
}

function rawGroup(scope: Scope, vpcId: string, group: Found<SecurityGroup>): RawGroup {
  const { IpPermissions = [], IpPermissionsEgress } = group.item;
  const rulesOf = (direction: Direction, permissions: readonly IpPermission[]): RawRule[] =>
    permissions.flatMap((_, index) => rawRules(scope, vpcId, group, direction, index));
  const ingress = rulesOf('ingress', IpPermissions);
  const egress = IpPermissionsEgress === undefined ? undefined : rulesOf('egress', IpPermissionsEgress);
  const isEverything = egress !== undefined && areAll(egress, hasIpv6(scope, vpcId));
  return { ...(ingress.length > 0 && { ingress }), ...(egress !== undefined && !isEverything && { egress }) };
}

/** Whether rules let everything out, as a group without outbound rules does: over IPv6, too, where the VPC has that. */
function areAll(rules: readonly RawRule[], overIpv6: boolean): boolean {
  const [ipv4, ipv6] = ['0.0.0.0/0', '::/0'].map((all) =>
    rules.some(({ protocol, cidrIp, cidrIpv6 }) => protocol === 'all' && (cidrIp ?? cidrIpv6) === all),
  );
  return ipv4 === true && (ipv6 === true || !overIpv6) && rules.length === (ipv6 === true ? 2 : 1);
}

const hasIpv6 = ({ objects }: Scope, vpcId: string): boolean =>
  objects.Vpcs.some(({ item }) => item.VpcId === vpcId && ipv6Blocks(item).length > 0);

type Protocol = 'all' | 'icmp' | 'icmpv6' | 'tcp' | 'udp';

const PROTOCOLS: Readonly<Record<string, Protocol>> = {
  '-1': 'all',
  all: 'all',
  '1': 'icmp',
  icmp: 'icmp',
  '6': 'tcp',
  tcp: 'tcp',
  '17': 'udp',
  udp: 'udp',
  '58': 'icmpv6',
  icmpv6: 'icmpv6',
};

/** The protocol of a rule as the lab has it; undefined, with a note, where it has none. */
export function protocolIn(
  scope: Scope,
  protocol: string | undefined,
  key: string,
  at: ReturnType<Found<unknown>['at']>,
): Protocol | undefined {
  const known = PROTOCOLS[(protocol ?? '-1').toLowerCase()];
  if (known === undefined)
    scope.note(
      key,
      `has a rule for protocol ${protocol}, which is left out: the lab's are for icmp, icmpv6, tcp, udp and all`,
      at,
    );
  return known;
}

function rawRules(
  scope: Scope,
  vpcId: string,
  { item, at }: Found<SecurityGroup>,
  direction: Direction,
  index: number,
): RawRule[] {
  const list = direction === 'ingress' ? 'IpPermissions' : 'IpPermissionsEgress';
  const permission = item[list]![index]!;
  const place = at([list, index]);
  const protocol = protocolIn(scope, permission.IpProtocol, item.GroupId, place);
  if (protocol === undefined) return [];
  const traffic = { protocol, ...portsOf(protocol, permission) };
  const { IpRanges = [], Ipv6Ranges = [], PrefixListIds = [], UserIdGroupPairs = [] } = permission;
  return [
    ...IpRanges.flatMap(({ CidrIp }) =>
      CidrIp === undefined ? [] : [{ ...traffic, cidrIp: isCidrBlock(CidrIp) ? networkOf(CidrIp) : CidrIp }],
    ),
    ...Ipv6Ranges.flatMap(({ CidrIpv6 = '' }) =>
      CidrIpv6 === '' ? [] : [{ ...traffic, cidrIpv6: ipv6Block(CidrIpv6) }],
    ),
    ...PrefixListIds.flatMap(({ PrefixListId = '' }) => {
      if (isImported(scope, PrefixListId))
        return [{ ...traffic, prefixListId: scope.nameOf(PrefixListId, MAX_PART_NAME, 'pl') }];
      scope.note(
        item.GroupId,
        'has rules for prefix lists whose entries no file has, which are left out',
        place,
        {
          hint: `aws ec2 get-managed-prefix-list-entries --prefix-list-id ${PrefixListId} > ${PrefixListId}.json`,
        },
      );
      return [];
    }),
    ...UserIdGroupPairs.flatMap(({ GroupId = '' }) => {
      const name = referenceTo(scope, vpcId, GroupId, direction);
      if (name !== undefined) return [{ ...traffic, referencedSecurityGroup: name }];
      scope.note(
        item.GroupId,
        'has rules that reference groups the lab cannot reference, which are left out',
        place,
        {
          rule: 'a group of another VPC is referenced by way of a Transit Gateway with SecurityGroupReferencingSupport (AWS VPC user guide, Security group referencing)',
        },
      );
      return [];
    }),
  ];
}

/** Ports of tcp and udp, type and code of icmp, as a lab file has them. */
function portsOf(
  protocol: string,
  { FromPort, ToPort }: IpPermission,
): Pick<RawRule, 'port' | 'ports' | 'fromPort' | 'toPort'> {
  if (protocol === 'all' || FromPort === undefined || FromPort === -1) return {};
  if (isIcmp(protocol)) return { fromPort: FromPort, toPort: ToPort ?? -1 };
  const to = ToPort ?? FromPort;
  if (FromPort === 0 && to === 65535) return {};
  return FromPort === to ? { port: to } : { ports: `${FromPort}-${to}` };
}

/** How a rule of a VPC names a group: of its own VPC, or of one that a Transit Gateway joins it with. */
function referenceTo(scope: Scope, vpcId: string, id: string, direction: Direction): string | undefined {
  const group = scope.group(id)?.item;
  if (group?.VpcId === undefined) return undefined;
  const name = scope.nameOf(id, MAX_PART_NAME, group.VpcId);
  if (group.VpcId === vpcId) return name;
  const isJoined = direction === 'ingress' && areJoined(scope, vpcId, group.VpcId);
  return isJoined ? `${scope.nameOf(group.VpcId)}/${name}` : undefined;
}

/** Whether a Transit Gateway with support for references attaches both VPCs. */
function areJoined({ objects }: Scope, one: string, other: string): boolean {
  return objects.TransitGateways.some(({ item: { TransitGatewayId, Options } }) => {
    if (Options?.SecurityGroupReferencingSupport !== 'enable') return false;
    const attached = objects.TransitGatewayAttachments.filter(
      ({ item }) => item.TransitGatewayId === TransitGatewayId,
    );
    return [one, other].every((vpc) => attached.some(({ item }) => (item.VpcId ?? item.ResourceId) === vpc));
  });
}
