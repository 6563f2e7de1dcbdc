import type { BgpTimers } from '../topology/timers.ts';

/** What the FRR of a router does. */
export interface RouterBgpConf {
  readonly hostname: string;
  readonly asn: number;
  /** Its own address: router id, and source of what the router itself sends by a learned route. */
  readonly address: string;
  readonly networks: readonly string[];
  readonly maximumPaths: number;
  /** AWS's ends of the tunnels. */
  readonly neighbors: readonly { readonly address: string; readonly asn: number }[];
  readonly timers: BgpTimers;
}

/**
 * frr.conf of a router, as AWS's samples for Quagga have it, with what FRR needs besides: eBGP without a policy (RFC 8212),
 * and a source address that AWS has a route to. Of equally good paths that of the lowest router id is taken, not the
 * oldest, so that a lab comes up the same each time.
 */
export function renderFrrConf({
  hostname,
  asn,
  address,
  networks,
  maximumPaths,
  neighbors,
  timers,
}: RouterBgpConf): string {
  const { holdSeconds, keepaliveSeconds, connectRetrySeconds } = timers;
  return `frr defaults traditional
hostname ${hostname}
!
route-map SOURCE permit 10
 set src ${address}
exit
ip protocol bgp route-map SOURCE
!
router bgp ${asn}
 bgp router-id ${address}
 no bgp ebgp-requires-policy
 no bgp network import-check
 bgp bestpath compare-routerid
${neighbors
  .map(
    (neighbor) => ` neighbor ${neighbor.address} remote-as ${neighbor.asn}
 neighbor ${neighbor.address} timers ${keepaliveSeconds} ${holdSeconds}
 neighbor ${neighbor.address} timers connect ${connectRetrySeconds}
`,
  )
  .join('')} !
 address-family ipv4 unicast
${networks.map((network) => `  network ${network}\n`).join('')}  maximum-paths ${maximumPaths}
 exit-address-family
exit
`;
}
