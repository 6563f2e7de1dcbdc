import { advertisedRoutes } from '../aws/bgp-routes.ts';
import { learnedRoutes, sessionTrouble } from '../aws/bgp-session.ts';
import { comesUp } from '../aws/direct-connect.ts';
import { FRR_STATE_COMMAND, readFrrState } from '../bgp/frr-state.ts';
import type { FrrState } from '../bgp/frr-state.ts';
import { readLearnedRoutes } from '../bgp/learned-routes.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { hasLearned, isEstablished, isSettled, readSessionState } from '../bgp/session-state.ts';
import type { BgpSessionState } from '../bgp/session-state.ts';
import { bgpTunnels } from '../topology/graph/bgp.ts';
import type { BgpTunnel } from '../topology/graph/bgp.ts';
import { directConnectLinks } from '../topology/graph/direct-connect.ts';
import type { DirectConnectLink } from '../topology/graph/direct-connect.ts';
import { insideAddresses } from '../topology/graph/tunnels.ts';
import type { Lab, SeenSession } from '../topology/types.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import { until } from '../wait/until.ts';
import { areInstalled } from './installed-routes.ts';
import { said } from './said.ts';

/** The BGP sessions of a lab as AWS has them, by the names of their tunnels and virtual interfaces; null where that node does not answer. */
export type BgpSessions = ReadonlyMap<string, BgpSessionState | null>;

const SHOW_SESSION = 'birdc show protocols all customer';

/** Asks every tunnel endpoint and virtual interface that speaks BGP; of a lab without BGP nothing is asked. */
export async function bgpSessions(running: StartedLab): Promise<BgpSessions> {
  const { definition } = running;
  const asked = [
    ...bgpTunnels(definition).map(({ tunnel }) => ({ name: tunnel.name, command: SHOW_SESSION })),
    ...directConnectLinks(definition).map((link) => ({
      name: link.virtualInterface.name,
      command: speaksBfd(link) ? `${SHOW_SESSION}; birdc show bfd sessions all` : SHOW_SESSION,
    })),
  ];
  const states = asked.map(
    async ({ name, command }) => [name, readSessionState(await said(running, name, command))] as const,
  );
  return new Map(await Promise.all(states));
}

/** Whether both ends of a virtual interface speak BFD; of an owner's own router nobody knows. */
function speaksBfd({ virtualInterface, customerGateway: { router } }: DirectConnectLink): boolean {
  return virtualInterface.bfd && router.own === null;
}

/** Whether AWS has learned something over the session of each of these tunnels. */
export async function haveLearned(running: StartedLab, tunnels: readonly string[]): Promise<boolean> {
  if (tunnels.length === 0) return true;
  const sessions = await bgpSessions(running);
  return tunnels.every((tunnel) => hasLearned(sessions.get(tunnel) ?? null));
}

/** What AWS has learned over the sessions of owners' own routers, by the names of the routers. */
export async function seenSessions(
  running: StartedLab,
): Promise<ReadonlyMap<string, readonly SeenSession[]>> {
  const own = bgpTunnels(running.definition).filter(isOwn);
  const seen = await Promise.all(
    own.map(async ({ tunnel, customerGateway }) => {
      const shown = await said(
        running,
        tunnel.name,
        `${SHOW_SESSION}; birdc show route protocol customer all`,
      );
      const learned = isEstablished(readSessionState(shown)) ? readLearnedRoutes(shown) : null;
      return { router: customerGateway.router.name, session: { tunnel: tunnel.name, learned } };
    }),
  );
  const routers = [...new Set(seen.map(({ router }) => router))];
  return new Map(
    routers.map((name) => [name, seen.filter(({ router }) => router === name).map(({ session }) => session)]),
  );
}

/** The FRR of every router that speaks BGP, by the names of the routers; null where it does not answer. */
export async function frrStates(running: StartedLab): Promise<ReadonlyMap<string, FrrState | null>> {
  const routers = new Set(
    bgpTunnels(running.definition).map(({ customerGateway: { router } }) => router.name),
  );
  const states = [...routers].map(
    async (name) => [name, readFrrState(await said(running, name, FRR_STATE_COMMAND))] as const,
  );
  return new Map(await Promise.all(states));
}

/**
 * Waits until the BGP sessions of these tunnels and of every virtual interface are ESTABLISHED, with BFD where that is spoken, those that the configuration of their ends lets come, and
 * both ends of each tunnel have routes of the other's, where there are some, in the kernel of a router, too. One that does not come is a state, no error.
 * @param upTunnels says which tunnels have their SAs; nobody asks it in a lab without BGP.
 */
export async function settleSessions(
  running: StartedLab,
  upTunnels: () => Promise<readonly string[]>,
): Promise<void> {
  const coming = bgpTunnels(running.definition).filter(
    (each) => sessionTrouble(running.definition, each) === null,
  );
  const tunnels = coming.length === 0 ? [] : await upTunnels();
  const waited = coming.filter(({ tunnel }) => tunnels.includes(tunnel.name));
  const links = comingLinks(running.definition);
  if (waited.length + links.length === 0) return;
  await until(() => areSettled(running, waited, links), Boolean, {
    within: BUDGETS_MS.bgpEstablished,
    everyMs: 50,
    steadily: true,
  });
}

async function areSettled(
  running: StartedLab,
  waited: readonly BgpTunnel[],
  links: readonly string[],
): Promise<boolean> {
  const sessions = await bgpSessions(running);
  const names = [...waited.map(({ tunnel }) => tunnel.name), ...links];
  if (!names.every((name) => isSettled(sessions.get(name) ?? null))) return false;
  if (!waited.every((each) => hasExchanged(running.definition, each, sessions.get(each.tunnel.name)!)))
    return false;
  const own = waited.filter(isOwn);
  const ofLab = waited.filter((each) => !own.includes(each));
  if (!(await areInstalled(running, ofLab, links))) return false;
  return own.length === 0 || areSettledAtOwn(running, own);
}

/** Whether the customer's end of a session is an owner's own router. */
const isOwn = ({ customerGateway: { router } }: BgpTunnel): boolean => router.own !== null;

/**
 * Whether sessions are settled at owners' own routers, where FRR tells of them. A router that was replaced a moment ago is not the
 * one that AWS's end still has its session with. What the router does not take, or keeps out of its kernel, is its owner's affair.
 */
async function areSettledAtOwn(running: StartedLab, own: readonly BgpTunnel[]): Promise<boolean> {
  const states = await frrStates(running);
  const told = own.flatMap((session) => {
    const { neighbors = [] } = states.get(session.customerGateway.router.name) ?? {};
    const address = insideAddresses(session.tunnel).aws;
    const neighbor = neighbors.find((each) => each.address === address);
    return neighbor === undefined ? [] : [{ session, neighbor }];
  });
  if (!told.every(({ neighbor }) => neighbor.state === 'Established' && neighbor.hasSentAll)) return false;
  const young = told.filter(({ neighbor }) => neighbor.isYoung);
  const hasTaken = ({ session, neighbor }: (typeof told)[number]): boolean =>
    neighbor.accepted > 0 || advertisedRoutes(running.definition, session).length === 0;
  const sessions = young.map(({ session }) => session);
  return young.every(hasTaken) && areInstalled(running, sessions, []);
}

/** The names of the virtual interfaces that the configuration of their ends lets come up. */
export function comingLinks(lab: Lab): string[] {
  return directConnectLinks(lab)
    .filter((link) => link.attached !== null && comesUp(link))
    .map(({ virtualInterface }) => virtualInterface.name);
}

/**
 * Whether routes have come over a session, both ways. What AWS advertises comes with the session between the endpoint and its
 * gateway, which may be ESTABLISHED a second after the customer's. What an owner's own router announces is known by itself alone.
 */
function hasExchanged(lab: Lab, session: BgpTunnel, { routesIn, routesOut }: BgpSessionState): boolean {
  return (
    (isOwn(session) || routesIn > 0 || learnedRoutes(lab, session).length === 0) &&
    (routesOut > 0 || advertisedRoutes(lab, session).length === 0)
  );
}
