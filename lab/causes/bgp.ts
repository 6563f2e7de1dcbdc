import type { Cause } from './cause.ts';

const NO_ROUTE = '{table} (associated with {attachment}) has no route to {address}';
const GUIDE = 'AWS S2S VPN user guide, Static and dynamic routing';

/** What stops a packet because BGP has not brought the route that it needs. */
export const BGP_CAUSES = {
  notPropagated: {
    code: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
    text: `${NO_ROUTE}: {resource} has learned {prefix} by BGP, and {resourceAttachment} does not propagate into {table}`,
    cure: 'propagate {resourceAttachment} into {table} (EC2 API: EnableTransitGatewayRouteTablePropagation)',
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
  noBgpDaemon: {
    code: 'BGP_SESSION_DOWN',
    text: 'the BGP session of {tunnel} is down: no BGP daemon answers at {router}',
    cure: 'have FRR run with bgpd=yes in /etc/frr/daemons, and router bgp {bgpAsn} in /etc/frr/frr.conf: systemctl restart frr',
    source: 'FRR documentation, Basic setup',
  },
  noNeighbor: {
    code: 'BGP_SESSION_DOWN',
    text: 'the BGP session of {tunnel} is down: {router} has no neighbor {awsAddress}, which is the inside address of AWS',
    cure: 'write neighbor {awsAddress} remote-as {asn} below router bgp at {router}',
    source: 'AWS S2S VPN user guide, Downloadable dynamic configuration files',
  },
  remoteAsDiffers: {
    code: 'BGP_SESSION_DOWN',
    text: 'the BGP session of {tunnel} is down: {router} expects ASN {remoteAs} of {awsAddress}, and {gateway} has {asn}',
    cure: 'write neighbor {awsAddress} remote-as {asn} at {router}',
    source: 'RFC 4271, 6.2: Bad Peer AS',
  },
  neighborShutDown: {
    code: 'BGP_SESSION_DOWN',
    text: 'the BGP session of {tunnel} is down: {router} has shut down its neighbor {awsAddress}',
    cure: 'write no neighbor {awsAddress} shutdown at {router}',
    source: 'FRR documentation, BGP: neighbor PEER shutdown',
  },
  holdTimerExpired: {
    code: 'BGP_SESSION_DOWN',
    text: 'the BGP session of {tunnel} is down, though the tunnel is up: {router} has sent no message for {seconds} s (hold timer expired)',
    cure: 'see what keeps TCP port 179 from {router} to {awsAddress}, and that its BGP daemon runs',
    source: 'RFC 4271, 6.5: Hold Timer Expired',
  },
  policyMissing: {
    code: 'BGP_ROUTE_NOT_ANNOUNCED',
    text: 'the BGP session of {tunnel} brings no route: {router} exchanges none with {awsAddress} without a policy (ebgp-requires-policy)',
    cure: 'write no bgp ebgp-requires-policy below router bgp at {router}, or a route-map for {awsAddress}, in and out',
    source: 'RFC 8212; FRR documentation, BGP: bgp ebgp-requires-policy',
  },
  networkNotInTable: {
    code: 'BGP_ROUTE_NOT_ANNOUNCED',
    text: '{router} does not announce {prefix} to {vpn}: it has no such route itself',
    cure: 'write no bgp network import-check below router bgp at {router}, or give it the route: ip route {prefix} blackhole',
    source: 'FRR documentation, BGP: bgp network import-check',
  },
  lanDown: {
    code: 'BGP_ROUTE_NOT_ANNOUNCED',
    text: '{router} does not announce {prefix} to {vpn}: its {interface} in that LAN has no link, so that the route to it is gone',
    cure: 'bring the link of {interface} at {router} back: it announces {prefix} again then',
    source: 'FRR documentation, BGP: bgp network import-check; redistribute connected',
  },
  announcementFiltered: {
    code: 'BGP_ROUTE_NOT_ANNOUNCED',
    text: '{router} does not announce {prefix} to {vpn}: {filter} of {awsAddress} keeps it back',
    cure: 'permit {prefix} in {filter} at {router}',
    source: 'FRR documentation, Route Maps; Filtering',
  },
  routesRefused: {
    code: 'NO_ROUTE_TO_DESTINATION',
    text: '{router} has no route to {address} into a tunnel: AWS advertises {prefix} to {vpn}, and {filter} of {awsAddress} keeps it out',
    cure: 'permit {prefix} in {filter} at {router}',
    source: 'FRR documentation, Route Maps; Filtering',
  },
  advertisedNotUsed: {
    code: 'NO_ROUTE_TO_DESTINATION',
    text: '{router} has no route to {address} into a tunnel, though AWS advertises {prefix} to {vpn}',
    cure: "see what {router} makes of it: vtysh -c 'show bgp ipv4 unicast'",
    source: 'AWS S2S VPN user guide, Static and dynamic routing',
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
