import { initiations } from '../aws/initiation.ts';
import type { Initiation } from '../aws/initiation.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { LabError } from '../errors.ts';
import { isUp } from '../ike/current-sas.ts';
import { downTunnels } from './down-tunnels.ts';
import type { DownTunnel } from './down-tunnels.ts';
import { judgeIkeLog, readIkeLog } from '../diagnosis/tunnel/ike-log.ts';
import { initiate } from './mend-tunnels.ts';
import { Deadline } from '../wait/deadline.ts';
import { until } from '../wait/until.ts';
import { daemonStates } from './sas.ts';
import { settleSessions } from './bgp-sessions.ts';
import { awaitBothEnds, endpointStates, tunnelStates } from './tunnels.ts';

const LOOK_AGAIN_MS = 300;
const LOG_LINES = 2000;

/**
 * Waits for the tunnels that an end initiates until each is up at both ends, or its peer has refused it and then once
 * more, or the budget is used up. A tunnel that does not come up is a state, no error.
 * @returns the tunnels that are down then.
 */
export async function settleTunnels(running: StartedLab, budgetMs: number): Promise<DownTunnel[]> {
  const down = new Set((await downTunnels(running)).map(({ to }) => to));
  if (down.size === 0) {
    await settleSessions(running, () => tunnelsWithSas(running));
    return [];
  }
  const waiting = initiations(running.definition).filter(({ tunnel }) => down.has(tunnel));
  const idle = await routersWithoutDaemon(running, waiting);
  const settled = waiting
    .filter(({ router }) => !idle.has(router))
    .map(async (tunnel) => {
      const done = new AbortController();
      const up = awaitBothEnds(running, [tunnel.tunnel], budgetMs, done.signal);
      try {
        await Promise.race([up, refusedTwice(running, tunnel, done.signal)]);
      } catch (error) {
        // A node or a daemon that does not run, or the end of the budget.
        if (!(error instanceof LabError)) throw error;
      } finally {
        done.abort();
        up.catch(() => {});
      }
    });
  await Promise.all(settled);
  await settleSessions(running, () => tunnelsWithSas(running));
  return downTunnels(running);
}

/** The owners' own routers whose IKE daemons do not run although all that starts them has been done: they begin nothing. */
async function routersWithoutDaemon(
  running: StartedLab,
  waiting: readonly Initiation[],
): Promise<ReadonlySet<string>> {
  const own = running.definition.customerGateways.flatMap(({ router }) =>
    router.own === null ? [] : [router.name],
  );
  const names = own.filter((name) => waiting.some(({ router }) => router === name));
  const daemons = await daemonStates(running, names);
  return new Set(
    names.filter((name) => Object.values(daemons[name] ?? {}).every(({ process }) => process === 'absent')),
  );
}

/**
 * Ends once the logs have told of two refusals of a tunnel: what both ends have configured does not change by itself, and
 * one refusal may come of a peer that was just being changed. Where nothing is under way after the first, it is initiated.
 */
async function refusedTwice(running: StartedLab, tunnel: Initiation, signal: AbortSignal): Promise<void> {
  let first: string | null = null;
  const isRefusedAgain = async (): Promise<boolean> => {
    const time = await lastRefusal(running, tunnel);
    if (time === null || time === first) return false;
    if (first !== null) return true;
    first = time;
    const state = (await tunnelStates(running)).find((each) => each.tunnel === tunnel.tunnel);
    if (state?.ikeSa?.state !== 'CONNECTING' && !signal.aborted) await initiate(running, tunnel);
    return false;
  };
  const within = new Deadline(Infinity, { signal });
  await within.sleep(LOOK_AGAIN_MS);
  await until(isRefusedAgain, Boolean, { within, everyMs: LOOK_AGAIN_MS });
}

/** When a tunnel's last negotiation was refused, by the log that says so; null if it was not. */
async function lastRefusal(
  running: StartedLab,
  { tunnel, router, connection }: Initiation,
): Promise<string | null> {
  try {
    const [atRouter, atEndpoint] = await Promise.all(
      [router, tunnel].map((node) => running.node(node).log(LOG_LINES)),
    );
    const verdict = judgeIkeLog([
      readIkeLog(router, atRouter ?? '', connection),
      readIkeLog(tunnel, atEndpoint ?? '', null),
    ]);
    return verdict?.kind === 'refused' ? verdict.line.time : null;
  } catch (error) {
    if (error instanceof LabError) return null;
    throw error;
  }
}

/** The tunnels that are up as far as IKE goes. */
async function tunnelsWithSas(running: StartedLab): Promise<string[]> {
  return (await endpointStates(running)).filter(isUp).map(({ tunnel }) => tunnel);
}
