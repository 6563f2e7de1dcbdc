import { ruleComment } from '../../causes/rule-comment.ts';
import type { SecurityGroup, SecurityGroupRule, Vpc } from '../../topology/types.ts';
import type { NftChain, NftTable } from '../commands/nft.ts';

/** The nftables table of a VPC's router that holds the VPC's security groups. */
export const SECURITY_GROUP_TABLE = 's2s_security_groups';

/** The chain of {@link SECURITY_GROUP_TABLE} that what instances send passes first. */
export const FROM_INSTANCES = 'from_instances';
/** The chain of {@link SECURITY_GROUP_TABLE} that what is sent to instances passes then. */
export const TO_INSTANCES = 'to_instances';

/** The chain of {@link SECURITY_GROUP_TABLE} with a security group's ingress rules; their order does not matter. */
export function ingressChain({ name, ingress }: SecurityGroup): NftChain {
  return {
    name: `ingress_${name}`,
    hook: null,
    rules: ingress.map((rule) => `${match(rule, 'saddr')} counter accept`),
  };
}

/** The chain of {@link SECURITY_GROUP_TABLE} with a security group's egress rules. */
export function egressChain({ name, egress }: SecurityGroup): NftChain {
  return {
    name: `egress_${name}`,
    hook: null,
    rules: egress.map((rule) => `${match(rule, 'daddr')} counter accept`),
  };
}

/**
 * The security groups of a VPC, at its instances' interfaces: stateful, allow-only; and the source/destination check.
 * What an instance sends passes its groups' egress first, and then the ingress of the instance it goes to.
 * @param interfaces the router's interface that leads to each instance, by the instance's name.
 */
export function securityGroupTable(vpc: Vpc, interfaces: ReadonlyMap<string, string>): NftTable {
  const members = vpc.instances.map(({ name, privateIpAddress, securityGroups }) => ({
    name,
    interface: interfaces.get(name)!,
    address: privateIpAddress,
    groups: vpc.securityGroups.filter((group) => securityGroups.includes(group.name)),
  }));
  const guarded = (match: Match, chainOf: (group: SecurityGroup) => NftChain): string[] =>
    members.flatMap((member) => [
      ...member.groups.map((group) => `${match} "${member.interface}" jump ${chainOf(group).name}`),
      `${match} "${member.interface}" counter drop ${dropComment('ENI_SG_RULES_MISMATCH', member.name, match)}`,
    ]);
  const chains: readonly NftChain[] = [
    ...vpc.securityGroups.flatMap((group) => [egressChain(group), ingressChain(group)]),
    {
      name: FROM_INSTANCES,
      hook: { type: 'filter', at: 'forward', priority: 'filter - 3' },
      rules: [
        ...members.flatMap((member) => [
          `iifname "${member.interface}" ip saddr != ${member.address} counter drop ${dropComment('SOURCE_DEST_CHECK', member.name, 'iifname')}`,
          `oifname "${member.interface}" ip daddr != ${member.address} counter drop ${dropComment('SOURCE_DEST_CHECK', member.name, 'oifname')}`,
        ]),
        'ct state established,related counter accept',
        ...guarded('iifname', egressChain),
      ],
    },
    {
      name: TO_INSTANCES,
      hook: { type: 'filter', at: 'forward', priority: 'filter' },
      rules: ['ct state established,related counter accept', ...guarded('oifname', ingressChain)],
    },
  ];
  return { family: 'ip', name: SECURITY_GROUP_TABLE, chains };
}

type Match = 'iifname' | 'oifname';

/** What comes in by an instance's interface is outbound to the instance. */
function dropComment(
  code: 'ENI_SG_RULES_MISMATCH' | 'SOURCE_DEST_CHECK',
  instance: string,
  match: Match,
): string {
  return ruleComment({ code, object: instance, detail: match === 'iifname' ? 'outbound' : 'inbound' });
}

function match({ protocol, ports, cidrIp }: SecurityGroupRule, side: 'saddr' | 'daddr'): string {
  const address = `ip ${side} ${cidrIp}`;
  if (protocol === 'all') return address;
  if (ports === null) return `${address} meta l4proto ${protocol}`;
  return `${address} ${protocol} dport ${ports.from}-${ports.to}`;
}
