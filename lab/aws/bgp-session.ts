import { bgpNeighbor, bgpTunnels } from '../topology/graph/bgp.ts';
import type { BgpTunnel } from '../topology/graph/bgp.ts';
import type { BgpRoute, Gateway, Lab } from '../topology/types.ts';
import { staysDown } from './initiation.ts';

/** MULTI_EXIT_DISC of what AWS advertises. AWS documents no number: the same for every tunnel, so that a customer may use both at once. */
export const AWS_MED = 100;

/** Routes that a customer gateway may announce to a gateway over one session (AWS S2S VPN user guide, Quotas). */
export function maxLearnedPrefixes({ kind }: Pick<Gateway, 'kind'>): number {
  return kind === 'vpnGateway' ? 100 : 1000;
}

/** What keeps a BGP session from being ESTABLISHED. */
export type SessionTrouble = 'tunnelStaysDown' | 'asnsDiffer' | 'tooManyPrefixes' | 'notEstablished';

/**
 * What in the configuration of its two ends keeps a session down; null if nothing does. Of a router that is its owner's own
 * that of its session counts which was seen.
 */
export function sessionTrouble(lab: Lab, session: BgpTunnel): SessionTrouble | null {
  const { bgpAsn, router } = session.customerGateway;
  if (staysDown(lab, session.tunnel.name)) return 'tunnelStaysDown';
  if (router.bgp.seen !== null) return seenRoutes(session) === null ? 'notEstablished' : null;
  // AWS expects the ASN that the customer gateway was created with, and refuses any other (RFC 4271, 6.2: Bad Peer AS).
  if (router.bgp.asn !== bgpAsn) return 'asnsDiffer';
  return announced(session).length > maxLearnedPrefixes(session.gateway) ? 'tooManyPrefixes' : null;
}

/** What AWS learns over a tunnel: what its router announces; nothing where the session does not come to be ESTABLISHED. */
export function learnedRoutes(lab: Lab, session: BgpTunnel): readonly BgpRoute[] {
  return sessionTrouble(lab, session) === null ? announced(session) : [];
}

function announced(session: BgpTunnel): readonly BgpRoute[] {
  const { customerGateway, connection } = session;
  const { router } = customerGateway;
  if (router.bgp.seen !== null) return seenRoutes(session) ?? [];
  if (connection === null) return [];
  const { networks, asPathPrepend, med } = bgpNeighbor(router, connection);
  const asPath = new Array<number>(asPathPrepend + 1).fill(router.bgp.asn);
  return networks.map((destinationCidrBlock) => ({ destinationCidrBlock, asPath, med }));
}

function seenRoutes({ tunnel, customerGateway }: BgpTunnel): readonly BgpRoute[] | null {
  const { seen } = customerGateway.router.bgp;
  return seen?.find((each) => each.tunnel === tunnel.name)?.learned ?? null;
}

/** A route that AWS has learned over a tunnel. */
export interface LearnedRoute extends BgpRoute {
  readonly vpnConnection: string;
  readonly tunnel: string;
}

/** What a gateway has learned over the tunnels of some VPN connections, in their order in the lab file. */
export function learnedOver(lab: Lab, gateway: Gateway, connections: readonly string[]): LearnedRoute[] {
  return bgpTunnels(lab)
    .filter((each) => each.gateway.name === gateway.name && connections.includes(each.vpnConnection.name))
    .flatMap((session) =>
      learnedRoutes(lab, session).map((route) => ({
        ...route,
        vpnConnection: session.vpnConnection.name,
        tunnel: session.tunnel.name,
      })),
    );
}
