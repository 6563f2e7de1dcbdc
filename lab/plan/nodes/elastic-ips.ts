import type { AddressAssociation } from '../../topology/graph/elastic-ips.ts';
import { does } from '../commands/nft-rule.ts';
import type { NftChain, NftTable } from '../commands/nft.ts';

/** nftables table of an Internet gateway that translates Elastic IP addresses. */
export const ELASTIC_IP_TABLE = 's2s_elastic_ip';

/**
 * 1:1 NAT of Elastic IP addresses at the interface that leads to the Internet.
 * @param filter the chain that says who may pass.
 */
export function elasticIpTable(
  wan: string,
  associations: readonly Pick<AddressAssociation, 'privateIpAddress' | 'publicIpAddress'>[],
  filter: NftChain,
): NftTable {
  return {
    family: 'ip',
    name: ELASTIC_IP_TABLE,
    chains: [
      {
        name: 'incoming',
        hook: { type: 'nat', at: 'prerouting', priority: 'dstnat' },
        rules: associations.map(({ publicIpAddress, privateIpAddress }) =>
          does(`iifname "${wan}" ip daddr ${publicIpAddress}`, `dnat to ${privateIpAddress}`),
        ),
      },
      {
        name: 'outgoing',
        hook: { type: 'nat', at: 'postrouting', priority: 'srcnat' },
        rules: associations.map(({ publicIpAddress, privateIpAddress }) =>
          does(`oifname "${wan}" ip saddr ${privateIpAddress}`, `snat to ${publicIpAddress}`),
        ),
      },
      filter,
    ],
  };
}
