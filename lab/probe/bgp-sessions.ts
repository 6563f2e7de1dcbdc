import { sessionTrouble } from '../aws/bgp-session.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { EngineError } from '../errors.ts';
import { isEstablished, readSessionState } from '../bgp/session-state.ts';
import type { BgpSessionState } from '../bgp/session-state.ts';
import { bgpTunnels } from '../topology/graph/bgp.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import { until } from '../wait/until.ts';

/** The BGP sessions of a lab as AWS has them, by the names of their tunnels; null where the endpoint does not answer. */
export type BgpSessions = ReadonlyMap<string, BgpSessionState | null>;

/** Asks every tunnel endpoint that speaks BGP; of a lab without BGP nothing is asked. */
export async function bgpSessions(running: StartedLab): Promise<BgpSessions> {
  const states = bgpTunnels(running.definition).map(
    async ({ tunnel: { name } }) => [name, await sessionAt(running, name)] as const,
  );
  return new Map(await Promise.all(states));
}

async function sessionAt(running: StartedLab, endpoint: string): Promise<BgpSessionState | null> {
  try {
    const { stdout } = await running.node(endpoint).run('birdc show protocols all customer');
    return readSessionState(stdout);
  } catch (error) {
    if (error instanceof EngineError) return null;
    throw error;
  }
}

/**
 * Waits until the BGP sessions of these tunnels are ESTABLISHED, those that the configuration of their ends lets come. One
 * that does not come is a state, no error.
 */
export async function settleSessions(running: StartedLab, tunnels: readonly string[]): Promise<void> {
  const waited = bgpTunnels(running.definition).filter(
    (each) => tunnels.includes(each.tunnel.name) && sessionTrouble(running.definition, each) === null,
  );
  if (waited.length === 0) return;
  await until(
    () => bgpSessions(running),
    (sessions) => waited.every(({ tunnel }) => isEstablished(sessions.get(tunnel.name) ?? null)),
    { within: BUDGETS_MS.bgpEstablished, everyMs: 50 },
  );
}
