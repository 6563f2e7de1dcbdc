import type { CustomerGateway, Lab } from '../types.ts';
import { bgpTunnels } from './bgp.ts';
import { directConnectLinksOf } from './direct-connect.ts';
import { peersOf } from './sites.ts';

/**
 * The other routers of a site that a router tells by internal BGP what it has learned, over their first LAN, and hears from: those
 * that speak BGP with AWS, with its own ASN. What runs files of its owner's own has the sessions that these say.
 */
export function internalPeers(lab: Lab, gateway: CustomerGateway): CustomerGateway[] {
  if (!speaksBgp(lab, gateway)) return [];
  return peersOf(lab, gateway).filter(
    (peer) => speaksBgp(lab, peer) && peer.router.bgp.asn === gateway.router.bgp.asn,
  );
}

function speaksBgp(lab: Lab, { router }: CustomerGateway): boolean {
  const sessions = bgpTunnels(lab).filter(
    ({ customerGateway, connection }) => customerGateway.router.name === router.name && connection !== null,
  );
  return router.own === null && sessions.length + directConnectLinksOf(lab, router).length > 0;
}
