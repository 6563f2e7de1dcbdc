import { initiatingEnd, initiations, isInitiated } from '../aws/initiation.ts';
import type { ConnectionEnd, Initiation } from '../aws/initiation.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { LabError } from '../errors.ts';
import type { IkeSa } from '../ike/sa.ts';
import type { ViciMessage } from '../ike/vici-message.ts';
import { tunnelOfConnection } from '../topology/graph/tunnels.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import { until } from '../wait/until.ts';
import { daemonStates } from './sas.ts';
import { carrying, currentSas, describeSas, isUp } from '../ike/current-sas.ts';
import { tellsOfSas } from '../diagnosis/tunnel/ike-side.ts';
import { daemonOf } from '../plan/services/find-charon.ts';

/** A connection that was told to bring its tunnel back, and what was wrong with it. */
export interface MendedTunnel {
  /** Name at the end that initiates it: the router's connection, or AWS's tunnel. */
  readonly connection: string;
  readonly reason: string;
}

/**
 * Brings tunnels back that are not up with the same SAs at both ends: whatever SAs there are of them end, and the end
 * that is to initiate begins anew. strongSwan does not do so by itself after the peer has deleted the IKE_SA, or where an
 * end has lost its SAs and the other's DPD does not look.
 * @param justStarted nodes that have just been started: an initiator among them begins by itself.
 */
export async function mendTunnels(
  running: StartedLab,
  justStarted: readonly string[],
): Promise<MendedTunnel[]> {
  const mended = initiations(running.definition).map(async (tunnel): Promise<MendedTunnel[]> => {
    const end = initiatingEnd(tunnel);
    if (end === null || tunnel.by === 'nobody' || justStarted.includes(end.node)) return [];
    const reason = await lastingMismatch(running, tunnel);
    if (reason === null || (tunnel.by === 'traffic' && reason === NO_SA)) return [];
    await Promise.all([
      terminate(running, tunnel.router, tunnel.connection!),
      terminate(running, tunnel.tunnel, tunnel.tunnel),
    ]);
    if (isInitiated(tunnel)) await initiate(running, tunnel);
    return [{ connection: end.connection, reason }];
  });
  return (await Promise.all(mended)).flat();
}

/**
 * Initiates each tunnel that the end which is to initiate it has no IKE_SA of.
 * @param justStarted nodes that have just been started: an initiator among them begins by itself.
 * @returns the connections initiated, e.g. `Tunnel2`.
 */
export async function initiateMissing(
  running: StartedLab,
  justStarted: readonly string[],
): Promise<string[]> {
  const initiated = initiations(running.definition)
    .filter(isInitiated)
    .map(async (tunnel): Promise<string[]> => {
      const end = initiatingEnd(tunnel);
      if (end === null || justStarted.includes(end.node)) return [];
      if ((await sasOf(running, end))[0]!.length > 0) return [];
      await initiate(running, tunnel);
      return [end.connection];
    });
  return (await Promise.all(initiated)).flat();
}

/** Has the end that is to initiate a tunnel do so, and does not wait for what comes of it. */
export async function initiate(running: StartedLab, tunnel: Initiation): Promise<void> {
  const end = initiatingEnd(tunnel);
  if (end === null) return;
  const { node, connection } = end;
  const router = tunnelOfConnection(running.definition, node, connection)?.customerGateway.router;
  if (router?.name === node && !tellsOfSas(router)) {
    await byLibreswan(running, node, connection);
    return;
  }
  // A negative timeout: the daemon answers at once and goes on by itself.
  await ask(running, node, connection, 'initiate', {
    ike: connection,
    child: childSaOf(running, end),
    timeout: '-1',
  });
}

/** Has libreswan initiate a connection, if it runs. */
async function byLibreswan(running: StartedLab, node: string, connection: string): Promise<void> {
  try {
    await running.node(node).run(`ipsec auto --asynchronous --up ${connection}`);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
  }
}

/** Name of the CHILD_SA at an end: a tunnel endpoint's is called as its tunnel. */
function childSaOf({ definition }: StartedLab, { node, connection }: ConnectionEnd): string {
  return tunnelOfConnection(definition, node, connection)?.connection.childSa ?? connection;
}

async function terminate(running: StartedLab, node: string, connection: string): Promise<void> {
  if ((await sasOf(running, { node, connection }))[0]!.length === 0) return;
  // By force: a peer that does not know the SA any more answers nothing.
  const timeout = String(BUDGETS_MS.sameSas);
  await ask(running, node, connection, 'terminate', { ike: connection, force: 'yes', timeout });
}

const NO_SA = 'it had no IKE_SA';

/** What is wrong with the two ends' SAs and stays so: while SAs are rekeyed the ends differ for a moment. */
async function lastingMismatch(
  running: StartedLab,
  { tunnel, router, connection }: Initiation,
): Promise<string | null> {
  const own = tunnelOfConnection(running.definition, router, connection ?? '')?.customerGateway.router;
  const tells = own === undefined || tellsOfSas(own);
  const look = async (): Promise<string | null> => {
    const [atRouter, atEndpoint] = await sasOf(
      running,
      { node: router, connection: connection ?? '' },
      { node: tunnel, connection: tunnel },
    );
    // libreswan does not tell of its SAs, and keeps up by itself what it is to keep up: what AWS's end has counts.
    if (!tells) return isUp(currentSas(tunnel, atEndpoint!)) ? null : NO_SA;
    return mismatch({ node: router, sas: atRouter! }, { node: tunnel, sas: atEndpoint! });
  };
  return until(look, (reason) => reason === null, { within: BUDGETS_MS.sameSas, everyMs: 50 });
}

interface End {
  readonly node: string;
  /** The IKE_SAs of one connection. */
  readonly sas: readonly IkeSa[];
}

/** How the SAs of a tunnel's two ends differ: null if each end sends into an SA that the other has. */
export function mismatch(router: End, endpoint: End): string | null {
  const ends = [router, endpoint].map(({ node, sas }) => ({
    node,
    sas,
    current: currentSas(sas[0]?.name ?? '', sas),
  }));
  if (ends.every(({ sas }) => sas.length === 0)) return NO_SA;
  const up = ends.filter(({ current }) => isUp(current));
  if (up.length < ends.length) {
    const [one] = up;
    if (one !== undefined) return `only ${one.node} had its SAs`;
    return ends.map(({ node, current }) => `${node} had ${describeSas(current)}`).join('; ');
  }
  const [atRouter, atEndpoint] = ends.map(({ sas }) => sas.flatMap(carrying));
  const [ofRouter, ofEndpoint] = ends.map(({ current }) => current.childSa!);
  const isKnown =
    atEndpoint!.some(({ spiIn }) => spiIn === ofRouter!.spiOut) &&
    atRouter!.some(({ spiIn }) => spiIn === ofEndpoint!.spiOut);
  return isKnown ? null : `${router.node} and ${endpoint.node} had different CHILD_SAs`;
}

/** The IKE_SAs that nodes have, each of one connection. */
async function sasOf(running: StartedLab, ...ends: readonly ConnectionEnd[]): Promise<IkeSa[][]> {
  const daemons = await daemonStates(
    running,
    ends.map(({ node }) => node),
  );
  return ends.map(({ node, connection }) =>
    Object.values(daemons[node] ?? {})
      .flatMap(({ sas }) => sas ?? [])
      .filter(({ name }) => name === connection),
  );
}

/** Asks a node's IKE daemon for something. One that does not answer, or has nothing to do, is shown as it is afterwards. */
async function ask(
  running: StartedLab,
  node: string,
  connection: string,
  command: string,
  message: ViciMessage,
): Promise<void> {
  const daemon = daemonOf(running.definition, running.plan, node, connection);
  if (daemon === null) return;
  try {
    await (await running.node(node).vici(daemon)).request(command, message);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
  }
}
