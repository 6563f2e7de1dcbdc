import { addressAt, asBlock, prefixLength } from '../../topology/cidr.ts';
import { bound } from '../../topology/graph/find.ts';
import type { NodeOf } from '../../topology/graph/nodes.ts';
import type { Lab } from '../../topology/types.ts';
import { address } from '../commands/ip-address.ts';
import { linkUp } from '../commands/ip-link.ts';
import { route } from '../commands/ip-route.ts';
import { accept, drop } from '../commands/nft-rule.ts';
import type { NftTable } from '../commands/nft.ts';
import { nodePlan } from '../node-plan.ts';
import { sshParts } from '../services/ssh.ts';
import { FORWARDER } from '../sysctls.ts';
import type { NodePlan } from '../types.ts';

/** An EC2 instance: one interface in its subnet; the subnet's first address is its gateway, as in every VPC. */
export function instanceNode({ vpc, instance }: NodeOf<'instance'>, { ipVersion }: Lab): NodePlan {
  const subnet = bound(vpc.subnets, instance.subnet);
  const { privateIpAddress: own } = instance;
  const gateway = addressAt(subnet.cidrBlock, 1);
  return nodePlan({
    name: instance.name,
    role: 'instance',
    // Who switches the check off has something to forward.
    ...(instance.sourceDestCheck ? {} : { sysctls: FORWARDER }),
    ...(instance.statefulFirewall === true && {
      firewall: [firewallTable(instance.name, vpc.name, ipVersion)],
    }),
    ...sshParts(instance.keyName, 'server'),
    interfaces: {
      eth0: [
        // DHCPv6 gives an address alone, and what is in the subnet goes by its router, too.
        ...(ipVersion === 'ipv6'
          ? [address(asBlock(own), 'eth0'), route('default', { via: gateway, dev: 'eth0', onlink: true })]
          : [
              address(`${own}/${prefixLength(subnet.cidrBlock)}`, 'eth0'),
              linkUp('eth0'),
              route('default', { via: gateway }),
            ]),
      ],
    },
  });
}

/** nftables table of a stateful firewall: what belongs to no connection that it has seen begin goes nowhere. */
function firewallTable(name: string, vpc: string, ipVersion: Lab['ipVersion']): NftTable {
  const hook = { type: 'filter', at: 'forward', priority: 'filter' } as const;
  const rules = [
    drop('ct state invalid', { code: 'CONNECTION_NOT_TRACKED', object: name, detail: vpc }),
    accept(''),
  ];
  return {
    family: ipVersion === 'ipv6' ? 'ip6' : 'ip',
    name: 's2s_firewall',
    chains: [{ name: 'forwarded', hook, rules }],
  };
}
