import { ruleComment } from '../../causes/rule-comment.ts';
import { addressAt, prefixLength } from '../../topology/cidr.ts';
import type { NodeOf } from '../../topology/graph/nodes.ts';
import type { CustomerGateway } from '../../topology/types.ts';
import { INTERNET_ADDRESS } from '../addresses.ts';
import { address } from '../commands/ip-address.ts';
import { linkUp } from '../commands/ip-link.ts';
import { route } from '../commands/ip-route.ts';
import type { NftTable } from '../commands/nft.ts';
import { nodePlan } from '../node-plan.ts';
import { FORWARDER } from '../sysctls.ts';
import type { NodePlan } from '../types.ts';

/** nftables table of the Elastic IP's 1:1 NAT. */
export const ELASTIC_IP_TABLE = 's2s_elastic_ip';

/** The Internet gateway of the router's VPC: 1:1 NAT of the Elastic IP, and the router's security group. */
export function internetGatewayNode({ name, role, customerGateway }: NodeOf<'internet-gateway'>): NodePlan {
  const { router, ipAddress } = customerGateway;
  return nodePlan({
    name,
    role,
    sysctls: FORWARDER,
    firewall: [elasticIpTable(customerGateway)],
    interfaces: {
      lan: [
        address(`${addressAt(router.outsideCidrBlock, 1)}/${prefixLength(router.outsideCidrBlock)}`, 'lan'),
        linkUp('lan'),
      ],
      wan: [
        address(`${ipAddress}/32`, 'wan'),
        linkUp('wan'),
        route('default', { via: INTERNET_ADDRESS, dev: 'wan', onlink: true, src: ipAddress }),
      ],
    },
  });
}

/** Only the router has a public address, and only SSH, IKE and NAT-T may come in unasked. */
export function elasticIpTable({ ipAddress, router }: CustomerGateway): NftTable {
  const { privateIpAddress } = router;
  return {
    family: 'ip',
    name: ELASTIC_IP_TABLE,
    chains: [
      {
        name: 'incoming',
        hook: { type: 'nat', at: 'prerouting', priority: 'dstnat' },
        rules: [`iifname "wan" ip daddr ${ipAddress} dnat to ${privateIpAddress}`],
      },
      {
        name: 'outgoing',
        hook: { type: 'nat', at: 'postrouting', priority: 'srcnat' },
        rules: [`oifname "wan" ip saddr ${privateIpAddress} snat to ${ipAddress}`],
      },
      {
        name: 'security_group',
        hook: { type: 'filter', at: 'forward', priority: 'filter', policy: 'drop' },
        rules: [
          'ct state established,related counter accept',
          `iifname "lan" ip saddr ${privateIpAddress} counter accept`,
          'iifname "wan" tcp dport 22 counter accept',
          'iifname "wan" udp dport { 500, 4500 } counter accept',
          `counter ${ruleComment({ code: 'ENI_SG_RULES_MISMATCH', object: router.name, detail: 'inbound' })}`,
        ],
      },
    ],
  };
}
