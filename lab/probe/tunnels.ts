import { once } from 'node:events';
import type { StartedLab } from '../engine/started-lab.ts';
import { BudgetError } from '../errors.ts';
import { listSas } from '../ike/sa.ts';
import type { ChildSa, IkeSa } from '../ike/sa.ts';
import type { ViciClient } from '../ike/vici.ts';
import { BUDGETS_MS } from './budgets.ts';
import { daemonSas } from './sas.ts';

/** One tunnel as the customer's router sees it. */
export interface TunnelState {
  /** Name of the VPN tunnel, e.g. `tunnel-1`. */
  readonly tunnel: string;
  readonly router: string;
  /** Name of the router's connection, e.g. `Tunnel1`. */
  readonly connection: string;
  /**
   * The newest IKE_SA of the connection, or null. One with a CHILD_SA comes first: when IKEv1 reauthenticates, the
   * new IKE_SA takes over the CHILD_SAs of the old one only after a moment.
   */
  readonly ikeSa: IkeSa | null;
  /** Its newest CHILD_SA that carries traffic, or null. */
  readonly childSa: ChildSa | null;
}

/** ESTABLISHED with an installed CHILD_SA. */
export function isUp({ ikeSa, childSa }: TunnelState): boolean {
  return ikeSa?.state === 'ESTABLISHED' && childSa !== null;
}

/** The state of every tunnel of a lab, in the order of the lab file. */
export async function tunnelStates(lab: StartedLab): Promise<TunnelState[]> {
  const states = await Promise.all(
    daemons(lab).map(async ({ router, daemon, connections }) => {
      const sas = await daemonSas(lab, router, daemon);
      return connections.map((connection) => tunnelState(lab, router, connection, sas));
    }),
  );
  return states.flat();
}

/**
 * Initiates each tunnel that has no IKE_SA although its router is to initiate it. strongSwan does not come back by
 * itself after the peer has deleted the IKE_SA (`auto=start` initiates once; DPD never gets to see a dead peer).
 * @param justStarted nodes that have just been started: a router among them initiates by itself.
 * @returns the connections initiated, e.g. `Tunnel2`.
 */
export async function initiateMissing(lab: StartedLab, justStarted: readonly string[]): Promise<string[]> {
  const initiators = new Set(
    lab.lab.customerGateways.flatMap(({ router }) =>
      router.connections.filter(({ auto }) => auto === 'start').map(({ name }) => `${router.name} ${name}`),
    ),
  );
  const missing = (await tunnelStates(lab)).filter(
    ({ router, connection, ikeSa }) =>
      ikeSa === null && !justStarted.includes(router) && initiators.has(`${router} ${connection}`),
  );
  await Promise.all(
    missing.map(async ({ router, connection }) => {
      const daemon = daemons(lab).find(
        (each) => each.router === router && each.connections.includes(connection),
      );
      if (daemon === undefined) return;
      const client = await lab.node(router).vici(daemon.daemon);
      // A negative timeout: the daemon answers at once and goes on by itself.
      await client.request('initiate', { ike: connection, child: connection, timeout: '-1' });
    }),
  );
  return missing.map(({ connection }) => connection);
}

/**
 * Waits until tunnels of a lab are up: those named, or every one. Driven by strongSwan's events, nothing is polled.
 * @throws {BudgetError} after {@link BUDGETS_MS}.tunnelsEstablished, naming the tunnels and the states last seen.
 */
export async function awaitTunnels(lab: StartedLab, ...tunnels: readonly string[]): Promise<TunnelState[]> {
  const deadline = AbortSignal.timeout(BUDGETS_MS.tunnelsEstablished);
  const states = await Promise.all(
    daemons(lab)
      .map(({ router, daemon, connections }) => ({
        router,
        daemon,
        awaited: connections.filter(
          (name) => tunnels.length === 0 || tunnels.includes(tunnelOf(lab, router, name)),
        ),
      }))
      .filter(({ awaited }) => awaited.length > 0)
      .map(({ router, daemon, awaited }) => awaitDaemon(lab, router, daemon, awaited, deadline)),
  );
  return states.flat();
}

async function awaitDaemon(
  lab: StartedLab,
  router: string,
  daemon: string,
  connections: readonly string[],
  deadline: AbortSignal,
): Promise<TunnelState[]> {
  let last: TunnelState[] = [];
  const timeout = once(deadline, 'abort').then(() => {
    throw notEstablished(router, connections, last);
  });
  timeout.catch(() => {});
  const client: ViciClient = await Promise.race([
    lab.node(router).vici(daemon, BUDGETS_MS.tunnelsEstablished / 1000),
    timeout,
  ]);
  const events = client.events('child-updown', 'ike-updown');
  try {
    for (;;) {
      const sas = await Promise.race([listSas(client), timeout]);
      last = connections.map((connection) => tunnelState(lab, router, connection, sas));
      if (last.every(isUp)) return last;
      await Promise.race([events.next(), timeout]);
    }
  } finally {
    void events.return?.();
  }
}

function notEstablished(
  router: string,
  connections: readonly string[],
  last: readonly TunnelState[],
): BudgetError {
  const seen = connections.map((connection) => {
    const state = last.find((each) => each.connection === connection);
    return `${connection}: ${state?.ikeSa?.state ?? 'no IKE_SA'}, ${state?.childSa?.state ?? 'no CHILD_SA'}`;
  });
  return new BudgetError({
    what: `the tunnels of ${router} were not ESTABLISHED within ${BUDGETS_MS.tunnelsEstablished / 1000} s`,
    value: seen.join('; '),
    hint: `docker logs of ${router} and of the tunnel endpoints say what IKE did`,
  });
}

interface Daemon {
  readonly router: string;
  readonly daemon: string;
  readonly connections: readonly string[];
}

/** The charon processes of the customers' routers. */
function daemons(lab: StartedLab): Daemon[] {
  return lab.plan.nodes
    .filter(({ role }) => role === 'onprem-router')
    .flatMap((node) =>
      node.daemons.map(({ name, connections }) => ({ router: node.name, daemon: name, connections })),
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

/** Of a daemon's SAs those of a connection that count, see {@link TunnelState}. */
export function currentSas(
  connection: string,
  sas: readonly IkeSa[],
): Pick<TunnelState, 'ikeSa' | 'childSa'> {
  const newest = sas.filter(({ name }) => name === connection).sort((a, b) => b.uniqueId - a.uniqueId);
  const established = newest.filter(({ state }) => state === 'ESTABLISHED');
  const ikeSa = established.find(newestChild) ?? established[0] ?? newest[0] ?? null;
  return { ikeSa, childSa: ikeSa === null ? null : newestChild(ikeSa) };
}

/** Name of the VPN tunnel that a router's connection is for. */
function tunnelOf({ lab }: StartedLab, router: string, connection: string): string {
  const gateway = lab.customerGateways.find((each) => each.router.name === router);
  return gateway?.router.connections.find(({ name }) => name === connection)?.tunnel ?? '';
}

/** States of a CHILD_SA that carries traffic: one that is being rekeyed does so until its successor is there. */
const CARRYING = ['INSTALLED', 'REKEYING'];

/** Its newest CHILD_SA that carries traffic, or null. */
function newestChild({ childSas }: IkeSa): ChildSa | null {
  return childSas.filter(({ state }) => CARRYING.includes(state)).at(-1) ?? null;
}
