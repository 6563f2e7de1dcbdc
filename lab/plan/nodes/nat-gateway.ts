import { addressAt, prefixLength } from '../../topology/cidr.ts';
import { bound } from '../../topology/graph/find.ts';
import type { NodeOf } from '../../topology/graph/nodes.ts';
import { address } from '../commands/ip-address.ts';
import { linkUp } from '../commands/ip-link.ts';
import { route } from '../commands/ip-route.ts';
import { accept, does, drop } from '../commands/nft-rule.ts';
import type { NftTable } from '../commands/nft.ts';
import { nodePlan } from '../node-plan.ts';
import { FORWARDER } from '../sysctls.ts';
import type { NodePlan } from '../types.ts';

/** nftables table of a NAT gateway. */
const NAT_GATEWAY_TABLE = 's2s_nat_gateway';

/** A NAT gateway: one interface in its subnet, by which packets come and go; it knows the connections that it has seen begin. */
export function natGatewayNode({ vpc, natGateway }: NodeOf<'nat-gateway'>): NodePlan {
  const { name, privateIpAddress } = natGateway;
  const { cidrBlock } = bound(vpc.subnets, natGateway.subnet);
  return nodePlan({
    name,
    role: 'nat-gateway',
    sysctls: FORWARDER,
    firewall: [natTable(name, privateIpAddress)],
    interfaces: {
      eth0: [
        address(`${privateIpAddress}/${prefixLength(cidrBlock)}`, 'eth0'),
        linkUp('eth0'),
        route('default', { via: addressAt(cidrBlock, 1) }),
      ],
    },
  });
}

function natTable(name: string, privateIpAddress: string): NftTable {
  const unknown = { code: 'NO_POSSIBLE_DESTINATION', object: name } as const;
  return {
    family: 'ip',
    name: NAT_GATEWAY_TABLE,
    chains: [
      {
        name: 'lent',
        hook: { type: 'nat', at: 'postrouting', priority: 'srcnat' },
        rules: [does(`oifname "eth0" ip saddr != ${privateIpAddress}`, `snat to ${privateIpAddress}`)],
      },
      {
        name: 'passing',
        hook: { type: 'filter', at: 'forward', priority: 'filter' },
        rules: [drop('ct state invalid', unknown)],
      },
      {
        name: 'unasked',
        hook: { type: 'filter', at: 'input', priority: 'filter' },
        rules: [accept('ct state established,related'), drop('iifname "eth0"', unknown)],
      },
    ],
  };
}
