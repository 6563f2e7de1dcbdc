import { addressAt, prefixLength } from '../../topology/cidr.ts';
import { internetGatewayName } from '../../topology/names.ts';
import type { CustomerGateway } from '../../topology/types.ts';
import { INTERNET_ADDRESS } from '../addresses.ts';
import { nodeFiles } from '../node-files.ts';
import { FORWARDER } from '../sysctls.ts';
import type { NodePlan } from '../types.ts';

/** nftables table of the Elastic IP's 1:1 NAT. */
export const ELASTIC_IP_TABLE = 's2s_elastic_ip';

/** The Internet gateway of the router's VPC: 1:1 NAT of the Elastic IP, and the router's security group. */
export function internetGatewayNode(gateway: CustomerGateway): NodePlan {
  const { router, ipAddress } = gateway;
  return {
    name: internetGatewayName(gateway.name),
    role: 'internet-gateway',
    image: 'node',
    sysctls: FORWARDER,
    devices: [],
    files: nodeFiles({
      firewall: elasticIp(ipAddress, router.privateIpAddress),
      links: {
        lan: [
          `address add ${addressAt(router.outsideCidrBlock, 1)}/${prefixLength(router.outsideCidrBlock)} dev lan`,
          'link set dev lan up',
        ],
        wan: [
          `address add ${ipAddress}/32 dev wan`,
          'link set dev wan up',
          `route add default via ${INTERNET_ADDRESS} dev wan onlink src ${ipAddress}`,
        ],
      },
    }),
    keys: [],
    daemons: [],
  };
}

/** Only the router has a public address, and only SSH, IKE and NAT-T may come in unasked. */
function elasticIp(elastic: string, router: string): string {
  return `table ip ${ELASTIC_IP_TABLE} {
  chain incoming {
    type nat hook prerouting priority dstnat
    iifname "wan" ip daddr ${elastic} dnat to ${router}
  }
  chain outgoing {
    type nat hook postrouting priority srcnat
    oifname "wan" ip saddr ${router} snat to ${elastic}
  }
  chain security_group {
    type filter hook forward priority filter; policy drop
    ct state established,related counter accept
    iifname "lan" ip saddr ${router} counter accept
    iifname "wan" tcp dport 22 counter accept
    iifname "wan" udp dport { 500, 4500 } counter accept
    counter
  }
}
`;
}
