import type { Cause } from './cause.ts';

/** What stops a packet at a Transit Gateway. */
export const TRANSIT_GATEWAY_CAUSES = {
  noAssociation: {
    code: 'TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION',
    text: '{attachment} has no transit gateway route table association',
    cure: 'associate {attachment} with a transit gateway route table (EC2 API: AssociateTransitGatewayRouteTable)',
    source: 'AWS Transit Gateway guide, Route table association',
  },
  noTransitGatewayRoute: {
    code: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
    text: '{table} (associated with {attachment}) has no route to {address}',
    cure: 'add a route to {address} to {table} (EC2 API: CreateTransitGatewayRoute)',
    source: 'AWS Transit Gateway guide, Routing',
  },
  associatedWithOtherTable: {
    code: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
    text: '{table} (associated with {attachment}) has no route to {address}; {otherTable} has one, and is associated with nothing',
    cure: 'associate {attachment} with {otherTable} in place of {table} (EC2 API: DisassociateTransitGatewayRouteTable, AssociateTransitGatewayRouteTable)',
    source: 'AWS Transit Gateway guide, Route table association',
  },
  vpcNotPropagated: {
    code: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
    text: '{table} (associated with {attachment}) has no route to {address}: {vpcAttachment} has {prefix}, and does not propagate into {table}',
    cure: 'propagate {vpcAttachment} into {table} (EC2 API: EnableTransitGatewayRouteTablePropagation), or add a static route to {prefix}',
    source: 'AWS Transit Gateway guide, Route propagation',
  },
  noPeeringRoute: {
    code: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
    text: '{table} (associated with {attachment}) has no route to {address}: {peer} has {prefix}, and {peering} propagates nothing',
    cure: 'add a static route to {prefix} by {peering} to {table} (EC2 API: CreateTransitGatewayRoute)',
    source: 'AWS Transit Gateway guide, Peering attachments',
  },
  transitGatewayRouteIsBlackhole: {
    code: 'TGW_RTB_BAD_STATE_ROUTE',
    text: '{table} (associated with {attachment}) has a blackhole route to {destination}',
    cure: 'replace the blackhole route to {destination} in {table} by one to an attachment (EC2 API: ReplaceTransitGatewayRoute)',
    source: 'AWS Transit Gateway guide, Static routes',
  },
  noTunnelUp: {
    code: 'TGW_BAD_STATE_VPN',
    text: 'the route leads to {attachment}, and no tunnel of {vpn} is up',
    cure: 'bring a tunnel of {vpn} up',
    source: 'VPC Reachability Analyzer guide, Explanation codes',
  },
  noTunnelComesUp: {
    code: 'TGW_BAD_STATE_VPN',
    text: 'no tunnel of {vpn} comes up: {router} is configured for none, or nobody initiates it',
    cure: 'configure {router} for a tunnel of {vpn}, and let one of its two ends initiate it',
    source: 'AWS S2S VPN user guide, Tunnel initiation options',
  },
  vpnNotAttached: {
    code: 'NO_POSSIBLE_DESTINATION',
    text: '{vpn} is not attached to {gateway}',
    cure: 'attach {vpn} to {gateway} (EC2 API: CreateVpnConnection, TransitGatewayId)',
    source: 'AWS Transit Gateway guide, VPN attachments',
  },
  vpnWithoutGateway: {
    code: 'NO_POSSIBLE_DESTINATION',
    text: '{vpn} ends at no gateway',
    cure: 'give {vpn} a gateway (EC2 API: ModifyVpnConnection, TransitGatewayId)',
    source: 'EC2 API, VpnConnection: gatewayAssociationState',
  },
  packetGoesRound: {
    code: 'CYCLIC_PATH_DETECTED',
    text: 'the packet takes {link} a second time',
    cure: 'change the route at one end of {link}: each of the two has the other as the next hop',
    source: 'AWS Network Manager API, RouteAnalysisCompletion',
  },
} as const satisfies Record<string, Cause>;
