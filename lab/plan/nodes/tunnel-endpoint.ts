import { endpointConnection } from '../../ike/endpoint-connection.ts';
import { addressAt } from '../../topology/cidr.ts';
import type { CustomerGateway, TimerProfile, Tunnel, VpnConnection } from '../../topology/types.ts';
import { ATTACHMENT_ADDRESS, INTERNET_ADDRESS, TRANSIT_GATEWAY_ADDRESS } from '../addresses.ts';
import { blackholeDefault } from '../dataplane/commands.ts';
import type { Dataplane } from '../dataplane/types.ts';
import { CHILD_SA_PROTOCOL, childSaFiles, daemonNames, ikeFiles, nodeFiles, UPDOWN } from '../node-files.ts';
import { FORWARDER } from '../sysctls.ts';
import type { NodePlan } from '../types.ts';

/** Interface of a tunnel endpoint that leads to the Transit Gateway. */
export const TRANSIT_GATEWAY_INTERFACE = 'tgw';
/** Tunnel interface of an endpoint. */
export const ENDPOINT_TUNNEL_INTERFACE = 'vpn';
const TO_TRANSIT_GATEWAY = 101;
const TO_CUSTOMER = 102;
/** What AWS's strongSwan sample gives the customer's end; AWS does not document its own. */
const TUNNEL_MTU = 1419;

/**
 * One of the two AWS endpoints of a VPN connection. What comes out of the tunnel can only go to the Transit Gateway,
 * and what the gateway sends can only go into the tunnel; the endpoint's own IKE and ESP use the main table.
 */
export function tunnelEndpointNode(
  tunnel: Tunnel,
  connection: VpnConnection,
  gateway: CustomerGateway,
  timers: TimerProfile,
  dataplane: Dataplane,
): NodePlan {
  const plan = dataplane.vpn([
    {
      connection: (plane) =>
        endpointConnection(tunnel, connection, gateway, {
          ...plane,
          localAddress: tunnel.outsideIpAddress,
          updown: UPDOWN,
        }),
      interface: ENDPOINT_TUNNEL_INTERFACE,
      id: 1,
      kind: 'xfrm',
      insideAddress: `${addressAt(tunnel.tunnelInsideCidr, 1)}/30`,
      mtu: TUNNEL_MTU,
      outsideLocal: tunnel.outsideIpAddress,
      outsideRemote: gateway.ipAddress,
      initiates: tunnel.options.startupAction === 'start',
      commands: [`route add default dev ${ENDPOINT_TUNNEL_INTERFACE} table ${TO_CUSTOMER}`],
    },
  ]);
  const files = nodeFiles({
    setup: [
      blackholeDefault(TO_TRANSIT_GATEWAY),
      blackholeDefault(TO_CUSTOMER),
      `rule add pref 1000 iif ${ENDPOINT_TUNNEL_INTERFACE} lookup ${TO_TRANSIT_GATEWAY}`,
      `rule add pref 1000 iif ${TRANSIT_GATEWAY_INTERFACE} lookup ${TO_CUSTOMER}`,
      ...plan.setup,
    ],
    // Seen from on-premises AWS is one hop, the Transit Gateway: the endpoint does not count.
    mangle: [`-A PREROUTING -i ${ENDPOINT_TUNNEL_INTERFACE} -j TTL --ttl-inc 1`],
    firewall: ENDPOINT_FIREWALL + plan.firewall,
    links: {
      [TRANSIT_GATEWAY_INTERFACE]: [`address add ${ATTACHMENT_ADDRESS}/32 dev ${TRANSIT_GATEWAY_INTERFACE}`],
      eth0: [
        `address add ${tunnel.outsideIpAddress}/32 dev eth0`,
        'link set dev eth0 up',
        `route add default via ${INTERNET_ADDRESS} dev eth0 onlink src ${tunnel.outsideIpAddress}`,
      ],
    },
  });
  return {
    name: tunnel.name,
    role: 'tunnel-endpoint',
    image: 'vpn',
    sysctls: FORWARDER,
    devices: plan.devices,
    daemons: daemonNames(plan.daemons),
    files: [
      ...files,
      ...childSaFiles({ connection: tunnel.name, ...TRANSIT_GATEWAY_LINK }),
      ...ikeFiles(plan.daemons, dataplane.name, timers),
    ],
    keys: plan.daemons
      .flatMap(({ connections }) => connections)
      .map(({ name }) => ({ connection: name, tunnel: tunnel.name, preSharedKey: tunnel.preSharedKey })),
  };
}

/** Taking the link down flushes its routes, so each CHILD_SA brings them back. */
const TRANSIT_GATEWAY_LINK = {
  up: [
    `link set dev ${TRANSIT_GATEWAY_INTERFACE} up`,
    `route replace default via ${TRANSIT_GATEWAY_ADDRESS} dev ${TRANSIT_GATEWAY_INTERFACE} onlink table ${TO_TRANSIT_GATEWAY} proto ${CHILD_SA_PROTOCOL}`,
  ],
  down: [`link set dev ${TRANSIT_GATEWAY_INTERFACE} down`],
};

/**
 * The Transit Gateway clamps the MSS of what it sends into a VPN, drops what is too large for it, and tells nobody
 * (AWS Transit Gateway guide, Quotas: MTU).
 */
const ENDPOINT_FIREWALL = `table ip s2s_endpoint {
  chain forward {
    type filter hook forward priority filter; policy drop
    iifname "${ENDPOINT_TUNNEL_INTERFACE}" oifname "${TRANSIT_GATEWAY_INTERFACE}" counter accept
    iifname "${TRANSIT_GATEWAY_INTERFACE}" oifname "${ENDPOINT_TUNNEL_INTERFACE}" tcp flags syn tcp option maxseg size set rt mtu
    iifname "${TRANSIT_GATEWAY_INTERFACE}" oifname "${ENDPOINT_TUNNEL_INTERFACE}" counter accept
    counter
  }
  chain input {
    type filter hook input priority filter; policy accept
    iifname "eth0" meta l4proto esp counter accept
    iifname "eth0" udp dport { 500, 4500 } counter accept
    iifname "eth0" icmp type echo-request counter accept
    iifname "eth0" counter drop
  }
  chain output {
    type filter hook output priority filter; policy accept
    icmp type destination-unreachable icmp code frag-needed counter drop
  }
}
`;
