/** What the lab takes where the lab file says nothing. Tunnel options: `tunnel-options.ts`; DPD timers: `timers.ts`. */
export const DEFAULTS = {
  timers: 'fast',
  /** Of a Transit Gateway whose attachments are associated, or propagate, by default. */
  transitGatewayRouteTable: 'tgw-rt-default',
  mainRouteTable: 'main',
  /** The walk-through's region is Seoul. */
  availabilityZone: 'ap-northeast-2a',
  /** AWS Transit Gateway guide, "Transit gateways": 64512 unless set. */
  amazonSideAsn: 64512,
  /** AWS S2S VPN user guide, "Customer gateway options": 65000 unless set. */
  bgpAsn: 65000,
  /** The walk-through's; CreateVpnConnection takes BGP where nothing is said. */
  staticRoutesOnly: true,
  /** AWS Transit Gateway guide, "Transit gateways": VPN ECMP support is on unless disabled. */
  vpnEcmpSupport: 'enable',
  /** EC2 API, TransitGatewayRequestOptions. */
  securityGroupReferencingSupport: 'disable',
  /** One path, as AWS's Quagga sample; FRR alone would take as many as it can. */
  maximumPaths: 1,
  tunnelInterface: 'xfrm',
  /** Of a site's first router; 100 is RFC 9568's own. */
  vrrpPriority: 100,
  vrrpPriorityStep: 10,
  clampMss: true,
  /** The walk-through leaves the sample's `leftupdown` out. */
  routing: 'static',
  /** Traffic selectors on both sides: AWS S2S VPN user guide, "Tunnel options". */
  networkCidr: '0.0.0.0/0',
  ipv6NetworkCidr: '::/0',
} as const;

/** The router's side of a tunnel as AWS's strongSwan sample configuration has it (`ipsec.conf` and `aws-updown.sh`). */
export const ROUTER_CONNECTION_DEFAULTS = {
  keyExchange: 'ikev1',
  ikeProposals: ['aes128-sha1-modp1024'],
  espProposals: ['aes128-sha1-modp1024'],
  ikeLifetimeSeconds: 8 * 3600,
  lifetimeSeconds: 3600,
  /** strongSwan's own `margintime` (9 minutes) and `rekeyfuzz`; the sample leaves both out. */
  marginSeconds: 540,
  fuzzPercent: 100,
  dpdAction: 'restart',
  auto: 'start',
  mtu: 1419,
} as const;

/** What a router does with BGP over a tunnel of which nothing else is said: RFC 4271's and FRR's own. */
export const BGP_NEIGHBOR_DEFAULTS = { asPathPrepend: 0, med: 0, localPreference: 100 } as const;
