import { missingTableRoute, missingVpnRoute } from '../aws/hops/missing-route.ts';
import { maxLearnedPrefixes } from '../aws/bgp-session.ts';
import { hostNamed } from '../aws/hosts.ts';
import { describeSession, isEstablished } from '../bgp/session-state.ts';
import type { BgpSessionState } from '../bgp/session-state.ts';
import { because } from '../causes/catalogue.ts';
import { bgpTunnels } from '../topology/graph/bgp.ts';
import type { BgpTunnel } from '../topology/graph/bgp.ts';
import { insideAddresses } from '../topology/graph/tunnels.ts';
import type { CustomerGateway, Gateway } from '../topology/types.ts';
import type { Finding } from './hop.ts';
import type { Scene, Visit } from './scene.ts';

/** What a router's or a gateway's table lacks because no BGP session of a site is ESTABLISHED; null if one is, or none is spoken. */
export function sessionsDown({ lab, observation }: Scene, site: CustomerGateway): Finding | null {
  const sessions = bgpTunnels(lab)
    .filter(({ customerGateway }) => customerGateway.name === site.name)
    .map((session) => ({ session, seen: observation.nodes[session.tunnel.name]?.bgp ?? null }));
  const [first] = sessions;
  if (first === undefined || sessions.some(({ seen }) => isEstablished(seen))) return null;
  const evidence = sessions
    .map(({ session: { tunnel }, seen }) => `${tunnel.name}: BGP session ${describeSession(seen)}`)
    .join('; ');
  return { ...causeOf(first.session, first.seen), evidence };
}

/** BIRD's words for why a session ended, read for what its owner can do about it. */
function causeOf({ tunnel, customerGateway, gateway }: BgpTunnel, seen: BgpSessionState | null) {
  const router = customerGateway.router.name;
  const names = { tunnel: tunnel.name, router };
  if (/limit/i.test(seen?.lastError ?? ''))
    return because('prefixLimitReached', { ...names, limit: maxLearnedPrefixes(gateway) });
  if (/peer AS/i.test(seen?.lastError ?? '')) {
    const { name, bgpAsn } = customerGateway;
    return because('asnRefused', { ...names, gateway: name, bgpAsn });
  }
  return because('sessionDown', {
    ...names,
    state: describeSession(seen),
    awsAddress: insideAddresses(tunnel).aws,
    asn: gateway.amazonSideAsn,
  });
}

/**
 * Why a gateway has no route to an address behind a VPN connection with BGP; null if that is not it.
 * @param looked the table of a Transit Gateway that was looked up; null at a gateway that has one alone.
 */
export function missingBgpRoute(
  { scene, destination }: Visit,
  gateway: Gateway,
  looked: { readonly table: string; readonly attachment: string } | null,
  evidence: string,
): Finding | null {
  const { lab } = scene;
  const host = hostNamed(lab, destination.name);
  if (host.kind !== 'onPremises') return null;
  const down = sessionsDown(scene, host.customerGateway);
  if (down !== null) return { ...down, evidence: `${evidence}; ${down.evidence}` };
  if (bgpTunnels(lab).every((each) => each.customerGateway.name !== host.customerGateway.name)) return null;
  const packet = { lab, destination: host };
  const { code, text, cure } =
    looked === null ? missingVpnRoute(packet, gateway) : missingTableRoute(packet, gateway, looked);
  return { code, text, cure, evidence };
}
