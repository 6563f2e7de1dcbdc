import { peersOf } from '../../aws/security-group-peers.ts';
import type { RuleMeaning } from '../../causes/rule-comment.ts';
import { isOfVersion } from '../../topology/graph/ip-versions.ts';
import type { Lab, SecurityGroup, Vpc } from '../../topology/types.ts';
import { accept, does, drop } from '../commands/nft-rule.ts';
import type { NftRule } from '../commands/nft-rule.ts';
import type { NftChain, NftTable } from '../commands/nft.ts';
import { ipWord, trafficMatch } from './traffic-match.ts';

/** The nftables table of a VPC's router that holds the VPC's security groups. */
export const SECURITY_GROUP_TABLE = 's2s_security_groups';

/** The chain of {@link SECURITY_GROUP_TABLE} that what instances send passes first. */
export const FROM_INSTANCES = 'from_instances';
/** The chain of {@link SECURITY_GROUP_TABLE} that what is sent to instances passes then. */
export const TO_INSTANCES = 'to_instances';

/** Name of the chain of {@link SECURITY_GROUP_TABLE} with a security group's rules of one direction. */
export function groupChainName({ name }: SecurityGroup, direction: GroupDirection): string {
  return `${direction}_${name}`;
}

/** A direction of a security group, seen from its instances. */
type GroupDirection = 'egress' | 'ingress';

/** The chain of one direction; the order of its rules does not matter. */
function groupChain(lab: Lab, vpc: Vpc, group: SecurityGroup, direction: GroupDirection): NftChain {
  const side = `${ipWord(lab)} ${direction === 'egress' ? 'daddr' : 'saddr'}`;
  return {
    name: groupChainName(group, direction),
    hook: null,
    rules: group[direction].flatMap((rule) =>
      peersOf(lab, vpc, rule).map((block) => accept(`${side} ${block}${trafficMatch(rule)}`)),
    ),
  };
}

/**
 * The security groups of a VPC, at its instances' interfaces: stateful, allow-only; and the source/destination check.
 * What an instance sends passes its groups' egress first, and then the ingress of the instance it goes to.
 * @param interfaces the router's interface that leads to each instance, by the instance's name.
 */
export function securityGroupTable(lab: Lab, vpc: Vpc, interfaces: ReadonlyMap<string, string>): NftTable {
  const members = vpc.instances
    .filter(({ privateIpAddress }) => isOfVersion(lab, privateIpAddress))
    .map(({ name, privateIpAddress, securityGroups, sourceDestCheck }) => ({
      name,
      interface: interfaces.get(name)!,
      address: privateIpAddress,
      isChecked: sourceDestCheck,
      groups: vpc.securityGroups.filter((group) => securityGroups.includes(group.name)),
    }));
  const guarded = (match: Match, direction: GroupDirection): NftRule[] =>
    members.flatMap((member) => [
      ...member.groups.map((group) =>
        does(`${match} "${member.interface}"`, `jump ${groupChainName(group, direction)}`),
      ),
      drop(`${match} "${member.interface}"`, meaning('ENI_SG_RULES_MISMATCH', member.name, match)),
    ]);
  const chains: readonly NftChain[] = [
    ...vpc.securityGroups.flatMap((group) => [
      groupChain(lab, vpc, group, 'egress'),
      groupChain(lab, vpc, group, 'ingress'),
    ]),
    {
      name: FROM_INSTANCES,
      hook: { type: 'filter', at: 'forward', priority: 'filter - 3' },
      rules: [
        ...members
          .filter(({ isChecked }) => isChecked)
          .flatMap((member) => [
            notOwn(member, 'iifname', `${ipWord(lab)} saddr`),
            notOwn(member, 'oifname', `${ipWord(lab)} daddr`),
          ]),
        accept('ct state established,related'),
        ...guarded('iifname', 'egress'),
      ],
    },
    {
      name: TO_INSTANCES,
      hook: { type: 'filter', at: 'forward', priority: 'filter' },
      rules: [accept('ct state established,related'), ...guarded('oifname', 'ingress')],
    },
  ];
  return { family: ipWord(lab), name: SECURITY_GROUP_TABLE, chains };
}

type Match = 'iifname' | 'oifname';

/** The source/destination check of an instance in one direction. */
function notOwn(
  member: { readonly name: string; readonly interface: string; readonly address: string },
  match: Match,
  side: `${ReturnType<typeof ipWord>} ${'saddr' | 'daddr'}`,
): NftRule {
  return drop(
    `${match} "${member.interface}" ${side} != ${member.address}`,
    meaning('SOURCE_DEST_CHECK', member.name, match),
  );
}

/** What comes in by an instance's interface is outbound to the instance. */
function meaning(
  code: 'ENI_SG_RULES_MISMATCH' | 'SOURCE_DEST_CHECK',
  instance: string,
  match: Match,
): RuleMeaning {
  return { code, object: instance, detail: match === 'iifname' ? 'outbound' : 'inbound' };
}
