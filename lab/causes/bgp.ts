import type { Cause } from './cause.ts';

const NO_ROUTE = '{table} (associated with {attachment}) has no route to {address}';
const GUIDE = 'AWS S2S VPN user guide, Static and dynamic routing';

/** What stops a packet because BGP has not brought the route that it needs. */
export const BGP_CAUSES = {
  notPropagated: {
    code: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
    text: `${NO_ROUTE}: {vpn} has learned {prefix} by BGP, and {vpnAttachment} does not propagate into {table}`,
    cure: 'propagate {vpnAttachment} into {table} (EC2 API: EnableTransitGatewayRouteTablePropagation)',
    source: 'AWS Transit Gateway guide, Route propagation',
  },
  notAnnounced: {
    code: 'BGP_ROUTE_NOT_ANNOUNCED',
    text: `${NO_ROUTE}: {router} does not announce it to {vpn}`,
    cure: 'announce a prefix with {address} at {router} (FRR: network; in the lab file: bgp.networks)',
    source: GUIDE,
  },
  notAnnouncedToGateway: {
    code: 'BGP_ROUTE_NOT_ANNOUNCED',
    text: '{gateway} has no route to {address}: {router} does not announce it to {vpn}',
    cure: 'announce a prefix with {address} at {router} (FRR: network; in the lab file: bgp.networks)',
    source: GUIDE,
  },
  notAdvertised: {
    code: 'NO_ROUTE_TO_DESTINATION',
    text: '{router} has no route to {address} into a tunnel: AWS does not advertise it to {vpn}, for the table that {vpnAttachment} is associated with has none',
    cure: 'add a route to {address} to the table associated with {vpnAttachment}, or propagate the attachment that it is at',
    source: 'AWS Transit Gateway guide, Route propagation',
  },
  asnsDiffer: {
    code: 'BGP_SESSION_DOWN',
    text: 'the BGP session of {tunnel} is down: {router} speaks with ASN {asn}, and {gateway} was created with {bgpAsn}',
    cure: 'configure {router} with ASN {bgpAsn}, or create a customer gateway with {asn} (EC2 API: CreateCustomerGateway, BgpAsn)',
    source: 'RFC 4271, 6.2: Bad Peer AS',
  },
  asnRefused: {
    code: 'BGP_SESSION_DOWN',
    text: 'the BGP session of {tunnel} is down: {router} speaks with another ASN than {bgpAsn}, which {gateway} was created with',
    cure: 'configure {router} with ASN {bgpAsn}',
    source: 'RFC 4271, 6.2: Bad Peer AS',
  },
  prefixLimitReached: {
    code: 'BGP_PREFIX_LIMIT',
    text: 'the BGP session of {tunnel} is down: {router} announces more than {limit} prefixes, so AWS has ended it (Cease, Maximum Number of Prefixes Reached)',
    cure: 'announce fewer, e.g. a summary of them or a default route, and bring the session up again',
    source: 'AWS S2S VPN user guide, Quotas; RFC 4486',
  },
  sessionDown: {
    code: 'BGP_SESSION_DOWN',
    text: 'the BGP session of {tunnel} is not ESTABLISHED at AWS ({state}), though the tunnel is up',
    cure: "see that {router} runs BGP with {awsAddress}, ASN {asn}: vtysh -c 'show bgp summary'",
    source: GUIDE,
  },
} as const satisfies Record<string, Cause>;
