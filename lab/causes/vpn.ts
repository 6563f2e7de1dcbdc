import type { Cause } from './cause.ts';

const NO_TUNNEL_ROUTE = '{router} has no route to {address} into a tunnel';
const ROUTE_STAYS = 'the route stays on {connection}, which is down, while {otherConnection} is up';

/** What stops a packet on its way into a tunnel, through it, or what stops the tunnel's own packets. */
export const VPN_CAUSES = {
  noTunnelRoute: {
    code: 'NO_ROUTE_TO_DESTINATION',
    text: NO_TUNNEL_ROUTE,
    cure: 'add one, e.g. {command}',
    source: 'AWS S2S VPN user guide, Static and dynamic routing',
  },
  internetGatewayRefuses: {
    code: 'NO_ROUTE_TO_DESTINATION',
    text: `${NO_TUNNEL_ROUTE}: it goes by the default route to {node}, which lets only {router} out`,
    cure: 'give {router} a route to {address} into a tunnel',
    source: 'AWS VPC user guide, Internet gateways',
  },
  noIpv6RouteAtRouter: {
    code: 'NO_ROUTE_TO_DESTINATION',
    text: '{router} has no IPv6 route to {address}, and no default route of IPv6',
    cure: 'give {router} a route to {address} into a tunnel of a VPN connection with IPv6 inside',
    source: 'AWS S2S VPN user guide, IPv4 and IPv6 traffic in AWS Site-to-Site VPN',
  },
  lostOnInternet: {
    code: 'NO_ROUTE_TO_DESTINATION',
    text: `${NO_TUNNEL_ROUTE}: it goes by the default route to the Internet, which has none either`,
    cure: 'give {router} a route to {address} into a tunnel',
    source: 'RFC 1918',
  },
  tunnelPacketsNotForwarded: {
    code: 'NO_ROUTE_TO_DESTINATION',
    text: "{node} does not forward the tunnel's packets",
    cure: 'look at the routes of {node}',
    source: 'AWS S2S VPN user guide, Customer gateway options',
  },
  wrongTunnelInterface: {
    code: 'NO_ROUTE_TO_DESTINATION',
    text: 'what is for {address} leaves {router} by {interface}, not by {tunnelInterface}',
    cure: 'give {tunnelInterface} its inside address {insideAddress}',
    source: 'AWS S2S VPN user guide, Tunnel options',
  },
  duplicateInsideCidr: {
    code: 'DUPLICATE_INSIDE_CIDR',
    text: '{connections} of {router} have the same inside CIDR, so what is for {address} leaves by {interface}',
    cure: 'give every tunnel of {router} an inside CIDR of its own (EC2 API: TunnelInsideCidr)',
    source: 'AWS S2S VPN user guide, Tunnel options',
  },
  tunnelInterfaceDown: {
    code: 'TUNNEL_INTERFACE_DOWN',
    text: 'the tunnel interface {interface} of {router} is {state}, whatever IKE does',
    cure: 'set up {interface} with {insideAddress} and the routes into it, and write both to files that a reboot does not lose; {forGood}',
    source: 'strongSwan documentation, Route-based VPN',
  },
  tunnelInterfaceMissing: {
    code: 'TUNNEL_INTERFACE_DOWN',
    text: '{router} has no tunnel interface for {connection}, whose IPsec policies have {key}: {why}',
    cure: 'make it, as the command does; {forGood}',
    source: 'strongSwan documentation, Route-based VPN',
  },
  updownHangs: {
    code: 'UPDOWN_SCRIPT_HANGS',
    text: 'the updown script {script} of {router} does not end: the IKE daemon waits for it, and with it every tunnel, until the lab ends it after {seconds} s',
    cure: 'have {script} end: what it starts goes to the background with its output elsewhere, and what it waits for into a unit of its own; then restart the daemon (ipsec restart)',
    source: 'strongSwan documentation, updown script',
  },
  routeIntoUninitiatedTunnel: {
    code: 'TUNNEL_DOWN_NO_SA',
    text: '{router} routes into {connection}, which nobody initiates',
    cure: 'initiate {connection} at {router} (auto=start), or let AWS do so (startupAction: start)',
    source: 'AWS S2S VPN user guide, Tunnel initiation options',
  },
  staticRouteIntoDeadTunnel: {
    code: 'ROUTE_INTO_DEAD_TUNNEL',
    text: `${ROUTE_STAYS}: a static route knows nothing of its tunnel`,
    cure: 'bring the routes into line with the CHILD_SAs ({how}), or delete that of {connection} for now',
    source: 'AWS S2S VPN user guide, Static and dynamic routing',
  },
  routeOutlivesChildSa: {
    code: 'ROUTE_INTO_DEAD_TUNNEL',
    text: `${ROUTE_STAYS}: it was to go with the CHILD_SA of its tunnel, which is gone`,
    cure: 'bring the routes into line with the CHILD_SAs at {router}: s2s-ike sync {connection}',
    source: 'strongSwan documentation, updown script',
  },
  routeOfDeadPeer: {
    code: 'ROUTE_INTO_DEAD_TUNNEL',
    text: `${ROUTE_STAYS}: {router} still has a CHILD_SA of it, and the route goes only with that`,
    cure: 'wait until the DPD of {router} finds the peer dead: then the route goes with the CHILD_SA',
    source: 'RFC 7296, 2.4',
  },
  routeOfDeadPeerForGood: {
    code: 'ROUTE_INTO_DEAD_TUNNEL',
    text: `${ROUTE_STAYS}: {router} still has a CHILD_SA of it, and the route goes only with that: its DPD is off, so it never finds the peer dead`,
    cure: 'turn DPD on at {router} (dpdaction=restart for {connection})',
    source: 'RFC 7296, 2.4',
  },
  selectorsExclude: {
    code: 'TRAFFIC_SELECTOR_MISMATCH',
    text: 'the traffic selectors of {connection} and {vpn} do not admit {customerAddress} with {awsAddress}',
    cure: 'negotiate 0.0.0.0/0 on both sides, and route',
    source: 'AWS S2S VPN user guide, Tunnel options',
  },
  ikeBlocked: {
    code: 'IKE_BLOCKED',
    text: '{node} lets no {blockedPorts} pass between customer gateway {gateway} and {tunnel}, and IKE needs it',
    cure: 'let {ports} pass at {node}, to and from {tunnelAddress}',
    source: 'AWS S2S VPN user guide, Firewall rules for the customer gateway device',
  },
  espBlocked: {
    code: 'ESP_BLOCKED',
    text: '{node} lets IKE pass and drops ESP, so the tunnel is up and carries nothing',
    cure: 'let ESP pass at {node}: UDP 4500 behind a NAT, IP protocol 50 without one',
    source: 'AWS S2S VPN user guide, Firewall rules for the customer gateway device',
  },
  natMappingExpired: {
    code: 'NAT_MAPPING_EXPIRED',
    text: 'the NAT {node} has no mapping for what the tunnel endpoint sends: it has forgotten it',
    cure: 'let the router send something: its next DPD or NAT keep-alive makes a new mapping, and the endpoint follows; keep-alives have to come more often than mappings expire',
    source: 'RFC 3948, 4',
  },
  noVpnConnectionRoute: {
    code: 'NO_ROUTE_TO_DESTINATION',
    text: 'no VPN connection of {gateway} has a route to {address}',
    cure: 'add a static route to the VPN connection that leads there (EC2 API: CreateVpnConnectionRoute; routes in the lab file)',
    source: 'AWS S2S VPN user guide, Edit static routes for a VPN connection',
  },
  noTunnelOfConnectionUp: {
    code: 'TUNNEL_DOWN_NO_SA',
    text: 'the route of {gateway} leads to {vpn}, and no tunnel of it is up',
    cure: 'bring a tunnel of {vpn} up',
    source: 'AWS S2S VPN user guide, Static and dynamic routing',
  },
  gatewaySeenElsewhere: {
    code: 'CUSTOMER_GATEWAY_ADDRESS_CHANGED',
    text: 'customer gateway {gateway} is {address} to AWS, and its packets come from {newAddress}',
    cure: 'give the router its Elastic IP {address} back, or modify the VPN connection to a customer gateway with {newAddress}',
    source: 'AWS S2S VPN user guide, Customer gateway options',
  },
} as const satisfies Record<string, Cause>;
