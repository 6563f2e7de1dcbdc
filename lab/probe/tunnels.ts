import { initiations, isInitiated } from '../aws/initiation.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { BudgetError } from '../errors.ts';
import { currentSas, describeSas, isUp } from '../ike/current-sas.ts';
import type { CurrentSas } from '../ike/current-sas.ts';
import type { Daemons } from '../ike/daemon-state.ts';
import { listSas } from '../ike/sa.ts';
import type { IkeSa } from '../ike/sa.ts';
import { endpointSide, routerSide, tellsOfSas } from '../diagnosis/tunnel/ike-side.ts';
import type { IkeSide } from '../diagnosis/tunnel/ike-side.ts';
import { daemonOf } from '../plan/services/find-charon.ts';
import { configuredTunnels, isConfigured, tunnelNamed, tunnelsOf } from '../topology/graph/tunnels.ts';
import type { ConfiguredTunnel, TunnelEnds } from '../topology/graph/tunnels.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import { Deadline } from '../wait/deadline.ts';
import { inTime, until } from '../wait/until.ts';
import { given } from '../given.ts';
import { settleSessions } from './bgp-sessions.ts';
import { daemonStates } from './sas.ts';

/** Before the successor of a daemon that has ended is looked for. */
const RECONNECT_MS = 100;

/** One tunnel as the customer's router sees it. */
export interface TunnelState extends CurrentSas {
  /** Name of the VPN tunnel, e.g. `tunnel-1`. */
  readonly tunnel: string;
  readonly router: string;
  /** Name of the router's connection, e.g. `Tunnel1`. */
  readonly connection: string;
}

/** The same as its endpoint sees it, whose node and connection have the name of the tunnel. */
interface EndpointState extends IkeSide {
  readonly tunnel: string;
}

/** The state of every tunnel of a lab, in the order of the lab file. */
export async function tunnelStates(running: StartedLab): Promise<TunnelState[]> {
  return statesOf(running, configuredTunnels(running.definition));
}

/** The same as the tunnel endpoints see it. */
export async function endpointStates(running: StartedLab): Promise<EndpointState[]> {
  const names = namesOfTunnels(running);
  return endpointStatesIn(running, await daemonStates(running, names), names);
}

/** The same at both ends, all asked at once. */
export async function statesOfBothEnds(
  running: StartedLab,
): Promise<{ readonly atRouters: TunnelState[]; readonly atEndpoints: EndpointState[] }> {
  const tunnels = configuredTunnels(running.definition);
  const endpoints = namesOfTunnels(running);
  const daemons = await daemonStates(running, [...nodesThatTell(tunnels), ...endpoints]);
  return {
    atRouters: statesIn(running, daemons, tunnels),
    atEndpoints: endpointStatesIn(running, daemons, endpoints),
  };
}

const namesOfTunnels = ({ definition }: StartedLab): string[] =>
  tunnelsOf(definition).map(({ tunnel }) => tunnel.name);

function endpointStatesIn(
  { definition, plan }: StartedLab,
  daemons: Daemons,
  names: readonly string[],
): EndpointState[] {
  return names.map((tunnel) => ({ tunnel, ...endpointSide({ lab: definition, plan, daemons }, tunnel) }));
}

/** Tunnels as their routers see them. */
async function statesOf(running: StartedLab, tunnels: readonly ConfiguredTunnel[]): Promise<TunnelState[]> {
  return statesIn(running, await daemonStates(running, nodesThatTell(tunnels)), tunnels);
}

/** The nodes whose daemons tell what the routers of tunnels have. */
function nodesThatTell(tunnels: readonly ConfiguredTunnel[]): string[] {
  return tunnels.flatMap(({ customerGateway: { router }, tunnel }) =>
    tellsOfSas(router) ? [router.name] : [router.name, tunnel.name],
  );
}

function statesIn(
  { definition, plan }: StartedLab,
  daemons: Daemons,
  tunnels: readonly ConfiguredTunnel[],
): TunnelState[] {
  return tunnels.map((ends) => {
    const { node: router, ikeSa, childSa } = routerSide({ lab: definition, plan, daemons }, ends);
    return { tunnel: ends.tunnel.name, router, connection: ends.connection.name, ikeSa, childSa };
  });
}

/**
 * Waits until tunnels of a lab are up at both ends: those named, or every one that an end initiates. Driven by
 * strongSwan's events; only BGP is asked again and again, until its sessions are ESTABLISHED. An end that says so has its routes and links in place: charon tells of no
 * IKE_SA while its updown script runs.
 * @returns the states as the routers see them.
 * @throws {UsageError} if there is no tunnel of a name.
 * @throws {BudgetError} after {@link BUDGETS_MS}.tunnelsEstablished, naming the tunnels and the states last seen.
 */
export async function awaitTunnels(
  running: StartedLab,
  ...tunnels: readonly string[]
): Promise<TunnelState[]> {
  for (const name of tunnels) tunnelNamed(running.definition, name);
  const initiated = initiations(running.definition).filter(isInitiated);
  const awaited = tunnels.length > 0 ? tunnels : initiated.map(({ tunnel }) => tunnel);
  const states = await awaitBothEnds(running, awaited, BUDGETS_MS.tunnelsEstablished);
  await settleSessions(running, () => Promise.resolve(awaited));
  return states;
}

/**
 * Waits until the tunnels of these names are up at both ends.
 * @param signal gives up waiting early; the call then fails as after its budget.
 * @throws {BudgetError} naming the tunnels and the states last seen.
 */
export async function awaitBothEnds(
  running: StartedLab,
  tunnels: readonly string[],
  budgetMs: number,
  signal?: AbortSignal,
): Promise<TunnelState[]> {
  const within = new Deadline(budgetMs, given({ signal }));
  const meant = tunnelsOf(running.definition).filter(({ tunnel }) => tunnels.includes(tunnel.name));
  await Promise.all(daemonsOf(running, meant).map((end) => awaitDaemon(running, end, budgetMs, within)));
  return statesOf(running, meant.filter(isConfigured));
}

/**
 * Waits until all of a daemon's connections are up. One that is restarted meanwhile, as by an owner's script, has a
 * successor; it is asked then.
 */
async function awaitDaemon(
  running: StartedLab,
  { node, daemon, connections }: Daemon,
  budgetMs: number,
  within: Deadline,
): Promise<void> {
  let last: readonly IkeSa[] = [];
  const areUp = (): boolean => connections.every((connection) => isUp(currentSas(connection, last)));
  const overOneConnection = async (): Promise<void> => {
    const client = await running.node(node).vici(daemon);
    const events = client.events('child-updown', 'ike-updown');
    const look = async (): Promise<void> => void (last = await listSas(client));
    try {
      await until(look, areUp, { within, wake: () => events.next() });
    } catch (error) {
      if (!client.isLost) throw error;
    } finally {
      void events.return?.();
    }
  };
  // A daemon that is stopped does not answer at all.
  await inTime(until(overOneConnection, areUp, { within, everyMs: RECONNECT_MS }), { within });
  if (areUp()) return;
  throw notEstablished(node, connections, last, budgetMs);
}

function notEstablished(
  node: string,
  connections: readonly string[],
  last: readonly IkeSa[],
  budgetMs: number,
): BudgetError {
  const seen = connections.map((name) => `${name}: ${describeSas(currentSas(name, last))}`);
  return new BudgetError({
    what: `the tunnels of ${node} were not ESTABLISHED within ${budgetMs / 1000} s`,
    value: seen.join('; '),
    hint: `\`s2s explain ${node} TUNNEL\` says why`,
  });
}

/** An IKE daemon at one end of tunnels, with those of its connections that are meant. */
interface Daemon {
  readonly node: string;
  readonly daemon: string;
  readonly connections: readonly string[];
}

/** The IKE daemons at both ends of tunnels that tell of their SAs; of a tunnel that the router is not configured for, AWS's. */
function daemonsOf({ definition, plan }: StartedLab, tunnels: readonly TunnelEnds[]): Daemon[] {
  const found = new Map<string, Daemon>();
  const ends = tunnels.flatMap(({ customerGateway: { router }, connection, tunnel }) => [
    [router.name, connection?.name ?? ''] as const,
    [tunnel.name, tunnel.name] as const,
  ]);
  for (const [node, connection] of ends) {
    const daemon = daemonOf(definition, plan, node, connection);
    if (daemon === null) continue;
    const key = `${node}/${daemon}`;
    found.set(key, { node, daemon, connections: [...(found.get(key)?.connections ?? []), connection] });
  }
  return [...found.values()];
}
