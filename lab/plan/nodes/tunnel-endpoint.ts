import { proposalMtu } from '../../aws/mtu.ts';
import { endpointConnection } from '../../ike/endpoint-connection.ts';
import { endpointRetransmit } from '../../ike/retransmit.ts';
import { addressAt, asBlock, prefixLength } from '../../topology/cidr.ts';
import { ENDPOINT_GATEWAY_INTERFACE, ENDPOINT_TUNNEL_INTERFACE } from '../../topology/graph/interfaces.ts';
import type { NodeOf } from '../../topology/graph/nodes.ts';
import { hasPublicAddress } from '../../topology/graph/sites.ts';
import { tunnelOf } from '../../topology/graph/tunnels.ts';
import type { TunnelEnds } from '../../topology/graph/tunnels.ts';
import type { Lab } from '../../topology/types.ts';
import { INTERNET_ADDRESS, linkAddresses } from '../addresses.ts';
import { CHILD_SA_PROTOCOL, UPDOWN } from '../child-sa.ts';
import { address } from '../commands/ip-address.ts';
import type { IpAddress } from '../commands/ip-address.ts';
import { linkUp, setLink } from '../commands/ip-link.ts';
import { blackholeDefault, route } from '../commands/ip-route.ts';
import { rule } from '../commands/ip-rule.ts';
import type { IpCommand } from '../commands/ip.ts';
import { accept, clampMss, drop, leftToPolicy } from '../commands/nft-rule.ts';
import type { NftChain, NftHook, NftTable } from '../commands/nft.ts';
import type { Dataplane, VpnEnd } from '../dataplane/types.ts';
import { nodePlan } from '../node-plan.ts';
import { FORWARDER } from '../sysctls.ts';
import type { NodePlan } from '../types.ts';
import { endpointCertificates } from './certificates.ts';
import { endpointBird, endpointSession, endpointSessionRoute } from './bgp.ts';

const TO_TRANSIT_GATEWAY = 101;
const TO_CUSTOMER = 102;
/** What AWS's strongSwan sample gives the customer's end, which fits into ESP in UDP; AWS does not document its own. */
const TUNNEL_MTU = 1419;

/** Bare ESP has more room: what AWS's table gives for the router's proposal. An accelerated connection knows ESP in UDP only. */
function tunnelMtuTo({ connection, vpnConnection, customerGateway }: TunnelEnds): number {
  const [proposal] = connection?.espProposals ?? [];
  return proposal !== undefined && hasPublicAddress(customerGateway) && !vpnConnection.enableAcceleration
    ? proposalMtu(proposal, false)
    : TUNNEL_MTU;
}

/**
 * One of the two AWS endpoints of a VPN connection. What comes out of the tunnel can only go to the Transit Gateway,
 * and what the gateway sends can only go into the tunnel; the endpoint's own IKE and ESP use the main table.
 */
export function tunnelEndpointNode(
  { tunnel }: NodeOf<'tunnel-endpoint'>,
  lab: Lab,
  dataplane: Dataplane,
): NodePlan {
  const retransmit = endpointRetransmit(tunnel.options, lab.timers);
  const ends = tunnelOf(lab, tunnel.name);
  const vpn = dataplane.vpn([endpointTunnel(ends)], retransmit);
  const bird = endpointBird(lab, tunnel);
  return nodePlan({
    name: tunnel.name,
    role: 'tunnel-endpoint',
    image: bird.length === 0 ? 'vpn' : 'bgp',
    sysctls: FORWARDER,
    ...vpn,
    services: [...vpn.services, ...bird],
    setup: [
      blackholeDefault(TO_TRANSIT_GATEWAY),
      blackholeDefault(TO_CUSTOMER),
      rule(ENDPOINT_TUNNEL_INTERFACE, TO_TRANSIT_GATEWAY),
      rule(ENDPOINT_GATEWAY_INTERFACE, TO_CUSTOMER),
      ...endpointSession(lab, tunnel),
      ...vpn.setup,
    ],
    // Seen from on-premises AWS is one hop, the Transit Gateway: the endpoint does not count.
    mangle: [`-A PREROUTING -i ${ENDPOINT_TUNNEL_INTERFACE} -j TTL --ttl-inc 1`],
    firewall: [lab.ipVersion === 'ipv6' ? IPV6_FIREWALL : ENDPOINT_FIREWALL, ...vpn.firewall],
    interfaces: {
      [ENDPOINT_GATEWAY_INTERFACE]: [linkAddress(lab)],
      eth0: [
        address(`${tunnel.outsideIpAddress}/32`, 'eth0'),
        linkUp('eth0'),
        route('default', { via: INTERNET_ADDRESS, dev: 'eth0', onlink: true, src: tunnel.outsideIpAddress }),
      ],
    },
    childSas: [
      {
        connection: tunnel.name,
        up: [...transitGatewayLinkUp(lab), ...endpointSessionRoute(lab, tunnel)],
        down: [setLink(ENDPOINT_GATEWAY_INTERFACE, { state: 'down' })],
      },
    ],
    certificates: endpointCertificates(ends),
    keys: [
      { connection: tunnel.name, tunnel: tunnel.keyOf ?? tunnel.name, preSharedKey: tunnel.preSharedKey },
    ],
  });
}

/** The endpoint's end of its tunnel. */
function endpointTunnel(ends: TunnelEnds): VpnEnd {
  const { tunnel, vpnConnection, customerGateway } = ends;
  return {
    connection: endpointConnection(tunnel, vpnConnection, customerGateway, {
      localAddress: tunnel.outsideIpAddress,
      updown: UPDOWN,
    }),
    interface: ENDPOINT_TUNNEL_INTERFACE,
    id: 1,
    kind: 'xfrm',
    insideAddress: `${addressAt(tunnel.tunnelInsideCidr, 1)}/${prefixLength(tunnel.tunnelInsideCidr)}`,
    mtu: tunnelMtuTo(ends),
    outsideLocal: tunnel.outsideIpAddress,
    outsideRemote: customerGateway.ipAddress,
    commands: [route('default', { dev: ENDPOINT_TUNNEL_INTERFACE, table: TO_CUSTOMER })],
  };
}

const linkAddress = (lab: Lab): IpAddress =>
  address(asBlock(linkAddresses(lab).attachment), ENDPOINT_GATEWAY_INTERFACE);

/** Taking the link down flushes its routes, and its link-local address of IPv6, so each CHILD_SA brings them back. */
function transitGatewayLinkUp(lab: Lab): IpCommand[] {
  return [
    linkUp(ENDPOINT_GATEWAY_INTERFACE),
    ...(lab.ipVersion === 'ipv6' ? [linkAddress(lab)] : []),
    route('default', {
      verb: 'replace',
      via: linkAddresses(lab).gateway,
      dev: ENDPOINT_GATEWAY_INTERFACE,
      onlink: true,
      table: TO_TRANSIT_GATEWAY,
      protocol: CHILD_SA_PROTOCOL,
    }),
  ];
}

const FROM_TUNNEL = `iifname "${ENDPOINT_TUNNEL_INTERFACE}" oifname "${ENDPOINT_GATEWAY_INTERFACE}"`;
const INTO_TUNNEL = `iifname "${ENDPOINT_GATEWAY_INTERFACE}" oifname "${ENDPOINT_TUNNEL_INTERFACE}"`;

/** The same at every endpoint, so that they share one file. */
const FILTERED = { code: 'PACKET_FILTERED', object: 'tunnel-endpoint' } as const;

/**
 * The Transit Gateway clamps the MSS of what it sends into a VPN, drops what is too large for it, and tells nobody
 * (AWS Transit Gateway guide, Quotas: MTU).
 */
const FORWARD: NftChain = {
  name: 'forward',
  hook: { type: 'filter', at: 'forward', priority: 'filter', policy: 'drop' },
  rules: [accept(FROM_TUNNEL), clampMss(INTO_TUNNEL), accept(INTO_TUNNEL), leftToPolicy(FILTERED)],
};

const OUTPUT: NftHook = { type: 'filter', at: 'output', priority: 'filter', policy: 'accept' };

const ENDPOINT_FIREWALL: NftTable = {
  family: 'ip',
  name: 's2s_endpoint',
  chains: [
    FORWARD,
    {
      name: 'input',
      hook: { type: 'filter', at: 'input', priority: 'filter', policy: 'accept' },
      rules: [
        accept('iifname "eth0" meta l4proto esp'),
        accept('iifname "eth0" udp dport { 500, 4500 }'),
        accept('iifname "eth0" icmp type echo-request'),
        drop('iifname "eth0"', FILTERED),
      ],
    },
    {
      name: 'output',
      hook: OUTPUT,
      rules: [drop('icmp type destination-unreachable icmp code frag-needed', FILTERED)],
    },
  ],
};

/** The same for what the tunnel carries of IPv6; outside there is none. */
const IPV6_FIREWALL: NftTable = {
  family: 'ip6',
  name: ENDPOINT_FIREWALL.name,
  chains: [FORWARD, { name: 'output', hook: OUTPUT, rules: [drop('icmpv6 type packet-too-big', FILTERED)] }],
};
