import { bgpTunnels } from '../topology/graph/bgp.ts';
import type { BgpTunnel } from '../topology/graph/bgp.ts';
import type { Lab, VpnConnection } from '../topology/types.ts';
import { staysDown } from './initiation.ts';

/** Routes that a customer gateway may announce to a Transit Gateway over one session (AWS S2S VPN user guide, Quotas). */
export const MAX_LEARNED_PREFIXES = 1000;

/** What keeps a BGP session from being ESTABLISHED. */
export type SessionTrouble = 'tunnelStaysDown' | 'asnsDiffer' | 'tooManyPrefixes';

/** What in the configuration of its two ends keeps a session down; null if nothing does. */
export function sessionTrouble(lab: Lab, { tunnel, customerGateway }: BgpTunnel): SessionTrouble | null {
  const { bgpAsn, router } = customerGateway;
  if (staysDown(lab, tunnel.name)) return 'tunnelStaysDown';
  // AWS expects the ASN that the customer gateway was created with, and refuses any other (RFC 4271, 6.2: Bad Peer AS).
  if (router.bgp.asn !== bgpAsn) return 'asnsDiffer';
  return router.bgp.networks.length > MAX_LEARNED_PREFIXES ? 'tooManyPrefixes' : null;
}

/** The tunnels of a VPN connection whose sessions come to be ESTABLISHED. */
export function establishedTunnels(lab: Lab, { name }: Pick<VpnConnection, 'name'>): BgpTunnel[] {
  return bgpTunnels(lab).filter(
    (each) => each.vpnConnection.name === name && sessionTrouble(lab, each) === null,
  );
}

/** What AWS learns over a VPN connection: nothing over a static one, otherwise what its router announces. */
export function learnedPrefixes(lab: Lab, vpnConnection: Pick<VpnConnection, 'name'>): readonly string[] {
  return establishedTunnels(lab, vpnConnection)[0]?.customerGateway.router.bgp.networks ?? [];
}
