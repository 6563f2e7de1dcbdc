import type { Cause } from './cause.ts';

const GUIDE = 'AWS Direct Connect user guide';

/** What stops a packet at or for a virtual interface of Direct Connect. */
export const DIRECT_CONNECT_CAUSES = {
  directConnectNotAttached: {
    code: 'NO_POSSIBLE_DESTINATION',
    text: '{directConnectGateway} is attached to no gateway: what sites send by its virtual interfaces goes nowhere',
    cure: 'associate {directConnectGateway} with a Transit Gateway or a virtual private gateway (Direct Connect API: CreateDirectConnectGatewayAssociation)',
    source: `${GUIDE}, Transit gateway associations`,
  },
  noVirtualInterface: {
    code: 'TGW_RTB_BAD_STATE_ROUTE',
    text: 'the route to {destination} leads to {attachment}, and {directConnectGateway} has no virtual interface',
    cure: 'create a virtual interface at {directConnectGateway} (Direct Connect API: CreateTransitVirtualInterface), or delete the static route',
    source: `${GUIDE}, Virtual interfaces`,
  },
  notAnnouncedOverDirectConnect: {
    code: 'BGP_ROUTE_NOT_ANNOUNCED',
    text: '{directConnectGateway} has no route to {address}: {router} announces none over {virtualInterface}',
    cure: 'announce a prefix with {address} at {router}, or delete the static route that leads to {directConnectGateway}',
    source: `${GUIDE}, Virtual interfaces`,
  },
  prefixNotAllowed: {
    code: 'NO_ROUTE_TO_DESTINATION',
    text: '{router} has no route to {address}: the allowed prefixes of {attachment} do not have it, and {virtualInterface} announces no others',
    cure: 'add a prefix with {address} to the allowed prefixes of {attachment} (Direct Connect API: UpdateDirectConnectGatewayAssociation)',
    source: `${GUIDE}, Allowed prefixes interactions`,
  },
  directConnectSessionDown: {
    code: 'BGP_SESSION_DOWN',
    text: 'the BGP session of virtual interface {virtualInterface} is not ESTABLISHED at AWS ({state})',
    cure: "see that the link carries packets and that {router} runs BGP with {awsAddress}, ASN {asn}: vtysh -c 'show bfd peers' -c 'show bgp summary'",
    source: `${GUIDE}, Virtual interfaces; RFC 5882`,
  },
  directConnectLost: {
    code: 'DIRECT_CONNECT_DOWN',
    text: 'the Direct Connect link of {virtualInterface} loses every packet, though both its ends are up: BGP finds it dead by BFD, or by its hold timer',
    cure: 'have the provider mend the link; with BFD at the router, 300 ms times 3, traffic moves to the backup',
    source: `${GUIDE}, Bidirectional forwarding detection; RFC 5880`,
  },
} as const satisfies Record<string, Cause>;
