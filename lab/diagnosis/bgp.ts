import { advertisedRoutes } from '../aws/bgp-routes.ts';
import { missingTableRoute, missingVpnRoute } from '../aws/hops/missing-route.ts';
import { maxLearnedPrefixes } from '../aws/bgp-session.ts';
import { hostNamed } from '../aws/hosts.ts';
import { lookup } from '../aws/lookup.ts';
import type { FrrNeighborState, FrrState } from '../bgp/frr-state.ts';
import { describeSession, isEstablished } from '../bgp/session-state.ts';
import type { BgpSessionState } from '../bgp/session-state.ts';
import { because } from '../causes/catalogue.ts';
import type { MetCause } from '../causes/cause.ts';
import { contains, isIpv6 } from '../topology/cidr.ts';
import { bgpNeighbor, sessionsOfVersion } from '../topology/graph/bgp.ts';
import type { BgpTunnel } from '../topology/graph/bgp.ts';
import { insideAddresses } from '../topology/graph/tunnels.ts';
import { TIMERS } from '../topology/timers.ts';
import type { VpnTarget } from '../topology/objects/gateways.ts';
import type { CustomerGateway } from '../topology/types.ts';
import { seenLinks } from './direct-connect.ts';
import type { Finding } from './hop.ts';
import { interfaceState } from './kernel/interfaces.ts';
import { kernelOf } from './scene.ts';
import type { Scene, Visit } from './scene.ts';

/** A session with what its two ends say of it. */
interface SeenEnds {
  readonly session: BgpTunnel;
  readonly atAws: BgpSessionState | null;
  /** The router's FRR; null where it does not answer, undefined where it was not asked. */
  readonly frr: FrrState | null | undefined;
  /** AWS's end as the router has it. */
  readonly neighbor: FrrNeighborState | undefined;
}

function sessionsOf({ lab, observation }: Scene, site: CustomerGateway): SeenEnds[] {
  return sessionsOfVersion(lab)
    .filter(({ customerGateway }) => customerGateway.name === site.name)
    .map((session) => {
      const frr = observation.nodes[site.router.name]?.frr;
      const { aws } = insideAddresses(session.tunnel);
      const neighbor = frr?.neighbors.find(({ address }) => address === aws);
      return { session, atAws: observation.nodes[session.tunnel.name]?.bgp ?? null, frr, neighbor };
    });
}

const describe = (sessions: readonly SeenEnds[]): string =>
  sessions
    .map(({ session: { tunnel }, atAws }) => `${tunnel.name}: BGP session ${describeSession(atAws)}`)
    .join('; ');

/** What a router's or a gateway's table lacks because no BGP session of a site is ESTABLISHED; null if one is, or none is spoken. */
export function sessionsDown(scene: Scene, site: CustomerGateway): Finding | null {
  const sessions = sessionsOf(scene, site);
  const links = seenLinks(scene, site);
  if (links.some(({ isUp }) => isUp) || sessions.some(({ atAws }) => isEstablished(atAws))) return null;
  const [[link], [first]] = [links, sessions];
  const cause = link?.cause ?? (first === undefined ? null : causeOf(scene, first));
  if (cause === null) return null;
  const tunnels = sessions.length === 0 ? [] : [describe(sessions)];
  return { ...cause, evidence: [...links.map(({ evidence }) => evidence), ...tunnels].join('; ') };
}

/** What keeps a session down: what the router's FRR has, and BIRD's words for why it ended. */
function causeOf({ lab }: Scene, { session, atAws, frr, neighbor }: SeenEnds): MetCause {
  const { tunnel, customerGateway, gateway } = session;
  const { bgpAsn, router } = customerGateway;
  const awsAddress = insideAddresses(tunnel).aws;
  const asn = gateway.amazonSideAsn;
  const names = { tunnel: tunnel.name, router: router.name };
  const lastError = atAws?.lastError ?? '';
  if (frr === null) return because('noBgpDaemon', { ...names, bgpAsn });
  if (frr !== undefined && neighbor === undefined)
    return because('noNeighbor', { ...names, awsAddress, asn });
  if (/limit/i.test(lastError))
    return because('prefixLimitReached', { ...names, limit: maxLearnedPrefixes(gateway) });
  if (neighbor !== undefined && neighbor.localAs !== bgpAsn)
    return because('asnsDiffer', { ...names, asn: neighbor.localAs, gateway: customerGateway.name, bgpAsn });
  if (neighbor !== undefined && neighbor.remoteAs !== asn) {
    const { remoteAs } = neighbor;
    return because('remoteAsDiffers', { ...names, awsAddress, remoteAs, gateway: gateway.name, asn });
  }
  if (neighbor?.isShutDown === true) return because('neighborShutDown', { ...names, awsAddress });
  if (/peer AS/i.test(lastError))
    return because('asnRefused', { ...names, gateway: customerGateway.name, bgpAsn });
  if (/hold timer/i.test(`${lastError} ${neighbor?.lastNotification ?? ''}`)) {
    const seconds = TIMERS[lab.timers].bgp.holdSeconds;
    return because('holdTimerExpired', { ...names, awsAddress, seconds });
  }
  return because('sessionDown', { ...names, state: describeSession(atAws), awsAddress, asn });
}

/**
 * Why a gateway has no route to an address behind a VPN connection with BGP; null if that is not it.
 * @param looked the table of a Transit Gateway that was looked up; null at a gateway that has one alone.
 */
export function missingBgpRoute(
  { scene, destination }: Visit,
  gateway: VpnTarget,
  looked: { readonly table: string; readonly attachment: string } | null,
  evidence: string,
): Finding | null {
  const { lab } = scene;
  const host = hostNamed(lab, destination.name);
  if (host.kind !== 'onPremises') return null;
  const site = host.customerGateway;
  const down = sessionsDown(scene, site);
  if (down !== null) return { ...down, evidence: `${evidence}; ${down.evidence}` };
  const sessions = sessionsOf(scene, site);
  const packet = { lab, destination: host };
  const byConfiguration = () =>
    looked === null || gateway.kind !== 'transitGateway'
      ? missingVpnRoute(packet, gateway)
      : missingTableRoute(packet, gateway, looked);
  if (sessions.length === 0) {
    const { networks } = scene.observation.nodes[site.router.name]?.frr ?? { networks: [] };
    if (lookup(networks, destination.address) === null) return null;
    const { code, text, cure } = byConfiguration();
    return { code, text, cure, evidence };
  }
  const held = heldBack(scene, sessions, destination.address);
  if (held === 'notAnnounced') {
    const { session } = sessions[0]!;
    const facts = { router: site.router.name, vpn: session.vpnConnection.name, address: destination.address };
    return looked === null
      ? { ...because('notAnnouncedToGateway', { ...facts, gateway: gateway.name }), evidence }
      : { ...because('notAnnounced', { ...facts, ...looked, address: facts.address }), evidence };
  }
  if (held !== null) return { ...held, evidence: `${evidence}; ${describe(sessions)}` };
  const { code, text, cure } = byConfiguration();
  return { code, text, cure, evidence };
}

/** Why a router whose session is ESTABLISHED does not announce a prefix that it is to, or that it has none; null if nothing keeps it back. */
function heldBack(
  scene: Scene,
  sessions: readonly SeenEnds[],
  address: string,
): MetCause | 'notAnnounced' | null {
  const up = sessions.find(({ atAws, neighbor }) => isEstablished(atAws) && neighbor !== undefined);
  if (up === undefined) return null;
  const { session, atAws, frr, neighbor } = up;
  const awsAddress = insideAddresses(session.tunnel).aws;
  const router = session.customerGateway.router.name;
  if (neighbor!.policyMissing.out)
    return because('policyMissing', { tunnel: session.tunnel.name, router, awsAddress });
  const network = lookup(frr?.networks ?? [], address);
  if (network === null) return lanDown(scene, session, address) ?? 'notAnnounced';
  const facts = { router, prefix: network.destinationCidrBlock, vpn: session.vpnConnection.name };
  if (!network.isValid) return because('networkNotInTable', facts);
  const [filter] = neighbor!.filters.out;
  const announced = frr!.networks.filter(
    ({ isValid, destinationCidrBlock }) => isValid && isIpv6(destinationCidrBlock) === isIpv6(address),
  );
  return filter === undefined || atAws!.routesIn >= announced.length
    ? null
    : because('announcementFiltered', { ...facts, filter, awsAddress });
}

/** The LAN of an address that a router is to announce, and has no link in; null if that is not it. */
function lanDown(
  scene: Scene,
  { customerGateway: { router }, connection, vpnConnection }: BgpTunnel,
  address: string,
): MetCause | null {
  const lan = router.insideSubnets.find(({ cidrBlock }) => contains(cidrBlock, address));
  if (lan === undefined || connection === null || router.own !== null) return null;
  const { cidrBlock: prefix, interface: port } = lan;
  if (!bgpNeighbor(router, connection).networks.includes(prefix)) return null;
  if (interfaceState(kernelOf(scene, router.name), port) === 'up') return null;
  return because('lanDown', { router: router.name, prefix, vpn: vpnConnection.name, interface: port });
}

/** Why a router has no route that AWS advertises to it; null if no session is ESTABLISHED, or AWS advertises none. */
export function advertisedRouteMissing(scene: Scene, site: CustomerGateway, address: string): Finding | null {
  const sessions = sessionsOf(scene, site);
  for (const { session, atAws, neighbor } of sessions) {
    const route = isEstablished(atAws) ? lookup(advertisedRoutes(scene.lab, session), address) : null;
    if (route === null) continue;
    const awsAddress = insideAddresses(session.tunnel).aws;
    const router = site.router.name;
    const evidence = describe(sessions);
    if (neighbor?.policyMissing.in === true)
      return { ...because('policyMissing', { tunnel: session.tunnel.name, router, awsAddress }), evidence };
    const facts = { router, address, prefix: route.destinationCidrBlock, vpn: session.vpnConnection.name };
    const [filter] = neighbor?.filters.in ?? [];
    return {
      ...(filter === undefined || neighbor!.accepted > 0
        ? because('advertisedNotUsed', facts)
        : because('routesRefused', { ...facts, filter, awsAddress })),
      evidence,
    };
  }
  return null;
}
