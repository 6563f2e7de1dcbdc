import { prefixLength } from '../../topology/cidr.ts';
import { portTowards } from '../../topology/graph/links.ts';
import type { NodeOf } from '../../topology/graph/nodes.ts';
import { blocksBeyond, hasPublicAddress, isOneArmed, outsideSubnet } from '../../topology/graph/sites.ts';
import { internetGatewayName } from '../../topology/names.ts';
import type { CustomerGateway, Lab } from '../../topology/types.ts';
import { INTERNET_ADDRESS } from '../addresses.ts';
import { address } from '../commands/ip-address.ts';
import { linkUp } from '../commands/ip-link.ts';
import { answerAtOnce } from '../commands/ip-ntable.ts';
import { route } from '../commands/ip-route.ts';
import { rule } from '../commands/ip-rule.ts';
import type { IpCommand } from '../commands/ip.ts';
import { accept, leftToPolicy } from '../commands/nft-rule.ts';
import type { NftTable } from '../commands/nft.ts';
import { nodePlan } from '../node-plan.ts';
import { FORWARDER } from '../sysctls.ts';
import type { NodePlan } from '../types.ts';
import { elasticIpTable } from './elastic-ips.ts';

/** nftables table of a provider, in front of a router with a public address. */
const PROVIDER_TABLE = 's2s_provider';
/** Table for what the hosts of a one-armed router send. */
const FROM_HOSTS_TABLE = 101;

/**
 * The Internet gateway of the router's VPC: 1:1 NAT of the Elastic IP, and the router's security group. Where the router
 * has the public address itself, it is its provider's.
 */
export function internetGatewayNode(
  { name, role, customerGateway }: NodeOf<'internet-gateway'>,
  lab: Lab,
): NodePlan {
  const { router, ipAddress } = customerGateway;
  const { cidrBlock, ipAddress: ownAddress } = outsideSubnet(customerGateway);
  const isProvider = hasPublicAddress(customerGateway);
  const oneArmed = isOneArmed(router) ? subnetOfHosts(customerGateway, lab) : NO_HOSTS;
  const toInternet = { via: INTERNET_ADDRESS, dev: 'wan', onlink: true } as const;
  return nodePlan({
    name,
    role,
    // It answers on one link for what is behind another: for the router towards the Internet, for the hosts of its subnet.
    sysctls: {
      ...FORWARDER,
      ...(isProvider || isOneArmed(router) ? { 'net.ipv4.conf.default.proxy_arp': '1' } : {}),
    },
    setup: oneArmed.setup,
    mangle: oneArmed.mangle,
    firewall: [isProvider ? providerTable(customerGateway, name) : siteElasticIpTable(customerGateway)],
    interfaces: {
      lan: [address(`${ownAddress}/${prefixLength(cidrBlock)}`, 'lan'), linkUp('lan'), ...oneArmed.lan],
      wan: isProvider
        ? [linkUp('wan'), answerAtOnce('wan'), route('default', toInternet)]
        : [
            address(`${ipAddress}/32`, 'wan'),
            linkUp('wan'),
            route('default', { ...toInternet, src: ipAddress }),
          ],
      ...oneArmed.interfaces,
    },
  });
}

/** What the subnet of a one-armed router adds. */
interface SubnetOfHosts extends Pick<NodePlan, 'setup' | 'mangle'> {
  readonly lan: readonly IpCommand[];
  readonly interfaces: Readonly<Record<string, readonly IpCommand[]>>;
}

const NO_HOSTS: SubnetOfHosts = { setup: [], mangle: [], lan: [], interfaces: {} };

/**
 * The subnet as a VPC has it, with an implicit router that does not count in the TTL: its route table leads what is for
 * VPCs and other sites to the router's instance (AWS VPC user guide, Routing for a middlebox appliance), and the rest to
 * the Internet gateway.
 */
function subnetOfHosts(customerGateway: CustomerGateway, lab: Lab): SubnetOfHosts {
  const { name, router, hosts } = customerGateway;
  const own = outsideSubnet(customerGateway).ipAddress;
  const ports = hosts.map((host) => ({
    host,
    port: portTowards(lab, internetGatewayName(name), host.name).interface,
  }));
  return {
    setup: ports.map(({ port }) => rule(port, FROM_HOSTS_TABLE)),
    mangle: ['-A PREROUTING ! -i wan -j TTL --ttl-inc 1'],
    lan: [
      answerAtOnce('lan'),
      ...blocksBeyond(lab, customerGateway).map((block) =>
        route(block, { via: router.privateIpAddress, dev: 'lan', table: FROM_HOSTS_TABLE }),
      ),
    ],
    interfaces: Object.fromEntries(
      ports.map(({ host, port }) => [
        port,
        [
          address(`${own}/32`, port),
          linkUp(port),
          answerAtOnce(port),
          route(host.privateIpAddress, { dev: port }),
        ],
      ]),
    ),
  };
}

/** A provider lets what is from and for the router's public address pass, and nothing else (RFC 2827). */
function providerTable({ ipAddress }: CustomerGateway, node: string): NftTable {
  return {
    family: 'ip',
    name: PROVIDER_TABLE,
    chains: [
      {
        name: 'forward',
        hook: { type: 'filter', at: 'forward', priority: 'filter', policy: 'drop' },
        rules: [
          accept(`iifname "lan" ip saddr ${ipAddress}`),
          accept(`iifname "wan" ip daddr ${ipAddress}`),
          leftToPolicy({ code: 'PACKET_FILTERED', object: node }),
        ],
      },
    ],
  };
}

/** Only the router has a public address, and only SSH, IKE and NAT-T may come in unasked. */
export function siteElasticIpTable({ ipAddress, router }: CustomerGateway): NftTable {
  const { privateIpAddress } = router;
  return elasticIpTable('wan', [{ publicIpAddress: ipAddress, privateIpAddress }], {
    name: 'security_group',
    hook: { type: 'filter', at: 'forward', priority: 'filter', policy: 'drop' },
    rules: [
      accept('ct state established,related'),
      ...(isOneArmed(router) ? [accept('iifname != "wan" oifname != "wan"')] : []),
      accept(`iifname "lan" ip saddr ${privateIpAddress}`),
      accept('iifname "wan" tcp dport 22'),
      accept('iifname "wan" udp dport { 500, 4500 }'),
      leftToPolicy({ code: 'ENI_SG_RULES_MISMATCH', object: router.name, detail: 'inbound' }),
    ],
  });
}
