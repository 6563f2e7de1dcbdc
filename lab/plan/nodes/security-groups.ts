import type { SecurityGroup, SecurityGroupRule, Vpc } from '../../topology/types.ts';

/** The nftables table of a VPC's router that holds the VPC's security groups. */
export const SECURITY_GROUP_TABLE = 's2s_security_groups';

/** The chain of {@link SECURITY_GROUP_TABLE} with a security group's ingress rules; their order does not matter. */
export function ingressChain({ name, ingress }: SecurityGroup): Chain {
  return { name: `ingress_${name}`, rules: ingress.map((rule) => `${match(rule, 'saddr')} counter accept`) };
}

interface Chain {
  readonly name: string;
  /** Lines of nft. */
  readonly rules: readonly string[];
}

function egressChain({ name, egress }: SecurityGroup): Chain {
  return { name: `egress_${name}`, rules: egress.map((rule) => `${match(rule, 'daddr')} counter accept`) };
}

/**
 * The security groups of a VPC, at its instances' interfaces: stateful, allow-only; and the source/destination check.
 * What an instance sends passes its groups' egress first, and then the ingress of the instance it goes to.
 * @param interfaces the router's interface that leads to each instance, by the instance's name.
 */
export function securityGroupTable(vpc: Vpc, interfaces: ReadonlyMap<string, string>): string {
  const members = vpc.instances.map(({ name, privateIpAddress, securityGroups }) => ({
    interface: interfaces.get(name)!,
    address: privateIpAddress,
    groups: vpc.securityGroups.filter((group) => securityGroups.includes(group.name)),
  }));
  const guarded = (match: 'iifname' | 'oifname', chainOf: (group: SecurityGroup) => Chain): string[] =>
    members.flatMap((member) => [
      ...member.groups.map((group) => `${match} "${member.interface}" jump ${chainOf(group).name}`),
      `${match} "${member.interface}" counter drop`,
    ]);
  const chains: readonly Chain[] = [
    ...vpc.securityGroups.flatMap((group) => [egressChain(group), ingressChain(group)]),
    {
      name: 'from_instances',
      rules: [
        'type filter hook forward priority filter - 1',
        ...members.flatMap((member) => [
          `iifname "${member.interface}" ip saddr != ${member.address} counter drop`,
          `oifname "${member.interface}" ip daddr != ${member.address} counter drop`,
        ]),
        'ct state established,related counter accept',
        ...guarded('iifname', egressChain),
      ],
    },
    {
      name: 'to_instances',
      rules: [
        'type filter hook forward priority filter',
        'ct state established,related counter accept',
        ...guarded('oifname', ingressChain),
      ],
    },
  ];
  return [
    `table ip ${SECURITY_GROUP_TABLE} {`,
    ...chains.flatMap(({ name, rules }) => [
      `  chain ${name} {`,
      ...rules.map((rule) => `    ${rule}`),
      '  }',
    ]),
    '}\n',
  ].join('\n');
}

function match({ protocol, ports, cidrIp }: SecurityGroupRule, side: 'saddr' | 'daddr'): string {
  const address = `ip ${side} ${cidrIp}`;
  if (protocol === 'all') return address;
  if (ports === null) return `${address} meta l4proto ${protocol}`;
  return `${address} ${protocol} dport ${ports.from}-${ports.to}`;
}
