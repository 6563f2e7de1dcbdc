import { initiations, isInitiated } from '../aws/initiation.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { BudgetError } from '../errors.ts';
import { currentSas, describeSas, isUp } from '../ike/current-sas.ts';
import type { CurrentSas } from '../ike/current-sas.ts';
import { listSas } from '../ike/sa.ts';
import type { IkeSa } from '../ike/sa.ts';
import { charonsOf } from '../plan/services/find-charon.ts';
import { tunnelNamed, tunnelOfConnection } from '../topology/graph/tunnels.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import { Deadline } from '../wait/deadline.ts';
import { inTime, until } from '../wait/until.ts';
import { given } from '../given.ts';
import { daemonStates } from './sas.ts';

/** One tunnel as the customer's router sees it. */
export interface TunnelState extends CurrentSas {
  /** Name of the VPN tunnel, e.g. `tunnel-1`. */
  readonly tunnel: string;
  readonly router: string;
  /** Name of the router's connection, e.g. `Tunnel1`. */
  readonly connection: string;
}

/** The state of every tunnel of a lab, in the order of the lab file. */
export async function tunnelStates(lab: StartedLab): Promise<TunnelState[]> {
  const routers = daemons(lab, 'onprem-router');
  const states = await daemonStates(lab, routers);
  return routers.flatMap(({ node, connections }, index) =>
    connections.map((connection) => tunnelState(lab, node, connection, states[index]?.sas ?? [])),
  );
}

/** The same as the tunnel endpoints see it, whose connections have the names of their tunnels. */
export async function endpointStates(lab: StartedLab): Promise<(CurrentSas & { readonly tunnel: string })[]> {
  const endpoints = daemons(lab, 'tunnel-endpoint');
  const states = await daemonStates(lab, endpoints);
  return endpoints.map(({ node }, index) => ({
    tunnel: node,
    ...currentSas(node, states[index]?.sas ?? []),
  }));
}

/**
 * Waits until tunnels of a lab are up at both ends: those named, or every one that an end initiates. Driven by
 * strongSwan's events, nothing is polled. An end that says so has its routes and links in place: charon tells of no
 * IKE_SA while its updown script runs.
 * @returns the states as the routers see them.
 * @throws {UsageError} if there is no tunnel of a name.
 * @throws {BudgetError} after {@link BUDGETS_MS}.tunnelsEstablished, naming the tunnels and the states last seen.
 */
export async function awaitTunnels(lab: StartedLab, ...tunnels: readonly string[]): Promise<TunnelState[]> {
  for (const name of tunnels) tunnelNamed(lab.definition, name);
  const initiated = initiations(lab.definition).filter(isInitiated);
  return awaitBothEnds(
    lab,
    tunnels.length > 0 ? tunnels : initiated.map(({ tunnel }) => tunnel),
    BUDGETS_MS.tunnelsEstablished,
  );
}

/**
 * Waits until the tunnels of these names are up at both ends.
 * @param signal gives up waiting early; the call then fails as after its budget.
 * @throws {BudgetError} naming the tunnels and the states last seen.
 */
export async function awaitBothEnds(
  lab: StartedLab,
  tunnels: readonly string[],
  budgetMs: number,
  signal?: AbortSignal,
): Promise<TunnelState[]> {
  const within = new Deadline(budgetMs, given({ signal }));
  const atRouters = daemons(lab, 'onprem-router').map((each) => ({
    ...each,
    connections: each.connections.filter((name) => tunnels.includes(tunnelOf(lab, each.node, name))),
  }));
  const atEndpoints = daemons(lab, 'tunnel-endpoint').filter(({ node }) => tunnels.includes(node));
  const wait = (ends: readonly Daemon[]): Promise<(readonly IkeSa[])[]> =>
    Promise.all(ends.map((end) => awaitDaemon(lab, end, budgetMs, within)));
  const [sas] = await Promise.all([wait(atRouters), wait(atEndpoints)]);
  return atRouters.flatMap(({ node, connections }, index) =>
    connections.map((connection) => tunnelState(lab, node, connection, sas[index]!)),
  );
}

/** Waits until all of a daemon's connections are up, and returns its SAs. */
async function awaitDaemon(
  lab: StartedLab,
  { node, daemon, connections }: Daemon,
  budgetMs: number,
  within: Deadline,
): Promise<readonly IkeSa[]> {
  if (connections.length === 0) return [];
  let last: readonly IkeSa[] = [];
  const areUp = (): boolean => connections.every((connection) => isUp(currentSas(connection, last)));
  const established = async (): Promise<void> => {
    const client = await lab.node(node).vici(daemon, Math.ceil(budgetMs / 1000));
    const events = client.events('child-updown', 'ike-updown');
    const look = async (): Promise<void> => void (last = await listSas(client));
    try {
      await until(look, areUp, { within, wake: () => events.next() });
    } finally {
      void events.return?.();
    }
  };
  // A daemon that is stopped does not answer at all.
  await inTime(established(), { within });
  if (areUp()) return last;
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

/** A charon process at one end of tunnels, with the connections that it has. */
export interface Daemon {
  readonly node: string;
  readonly daemon: string;
  readonly connections: readonly string[];
}

/** The charon processes at one end of the tunnels. */
export function daemons(lab: StartedLab, end: 'onprem-router' | 'tunnel-endpoint'): Daemon[] {
  return lab.plan.nodes
    .filter(({ role }) => role === end)
    .flatMap((node) =>
      charonsOf(node).map(({ name, connections }) => ({
        node: node.name,
        daemon: name,
        connections: connections.map((each) => each.name),
      })),
    );
}

function tunnelState(
  lab: StartedLab,
  router: string,
  connection: string,
  sas: readonly IkeSa[],
): TunnelState {
  return { tunnel: tunnelOf(lab, router, connection), router, connection, ...currentSas(connection, sas) };
}

/** Name of the VPN tunnel that a router's connection is for. */
function tunnelOf({ definition: lab }: StartedLab, router: string, connection: string): string {
  return tunnelOfConnection(lab, router, connection)?.tunnel.name ?? '';
}
