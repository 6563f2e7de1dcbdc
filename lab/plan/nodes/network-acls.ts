import { ruleComment } from '../../causes/rule-comment.ts';
import type { NetworkAcl, Vpc } from '../../topology/types.ts';
import type { NftChain, NftTable } from '../commands/nft.ts';
import { trafficMatch } from './traffic-match.ts';

/** The nftables table of a VPC's router that holds the VPC's network ACLs. */
export const NETWORK_ACL_TABLE = 's2s_network_acls';

/** A direction of a network ACL, seen from its subnets. */
export type AclDirection = 'egress' | 'ingress';

/** Name of the chain with the rules that the ACL of that name has for a direction. */
export const aclChainName = (acl: string, direction: AclDirection): string => `${direction}_${acl}`;

/** The chain of {@link NETWORK_ACL_TABLE} with an ACL's rules of one direction, in the order of their numbers. */
function aclChain({ name, entries }: NetworkAcl, direction: AclDirection): NftChain {
  const own = entries.filter(({ egress }) => egress === (direction === 'egress'));
  const denied = (detail: number | string): string =>
    `counter drop ${ruleComment({ code: 'SUBNET_ACL_RESTRICTION', object: name, detail })}`;
  return {
    name: aclChainName(name, direction),
    hook: null,
    rules: [
      ...own.map((entry) => {
        const { ruleNumber, ruleAction } = entry;
        const verdict =
          ruleAction === 'allow' ? `counter accept comment "rule ${ruleNumber}"` : denied(ruleNumber);
        const side = direction === 'egress' ? 'daddr' : 'saddr';
        return `ip ${side} ${entry.cidrBlock}${trafficMatch(entry)} ${verdict}`;
      }),
      denied('*'),
    ],
  };
}

/**
 * The network ACLs of a VPC at the boundaries of its subnets, by packet and in both directions: after the sender's
 * security groups the ACL of its subnet, then that of the receiver's subnet, and then the receiver's security groups (AWS
 * VPC user guide, Compare security groups and network ACLs). None if every subnet has the default one.
 * @param interfaces the router's interface that leads to each instance, by the instance's name.
 */
export function networkAclTables(vpc: Vpc, interfaces: ReadonlyMap<string, string>): NftTable[] {
  if (vpc.networkAcls.length === 0) return [];
  const into = (
    direction: AclDirection,
    own: 'iifname' | 'oifname',
    other: 'iifname' | 'oifname',
  ): string[] =>
    vpc.networkAcls.flatMap((acl) =>
      acl.associations.flatMap((subnet) => {
        const members = vpc.instances.filter((each) => each.subnet === subnet);
        if (members.length === 0) return [];
        const set = `{ ${members.map(({ name }) => `"${interfaces.get(name)!}"`).join(', ')} }`;
        return [`${own} ${set} ${other} != ${set} jump ${aclChain(acl, direction).name}`];
      }),
    );
  const hook = (priority: string): NftChain['hook'] => ({ type: 'filter', at: 'forward', priority });
  return [
    {
      family: 'ip',
      name: NETWORK_ACL_TABLE,
      chains: [
        ...vpc.networkAcls.flatMap((acl) => [aclChain(acl, 'egress'), aclChain(acl, 'ingress')]),
        { name: 'from_subnets', hook: hook('filter - 2'), rules: into('egress', 'iifname', 'oifname') },
        { name: 'to_subnets', hook: hook('filter - 1'), rules: into('ingress', 'oifname', 'iifname') },
      ],
    },
  ];
}
