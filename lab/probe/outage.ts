import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { StartedLab } from '../engine/started-lab.ts';
import type { StartedNode } from '../engine/node.ts';
import { EngineError } from '../errors.ts';
import { BUDGETS_MS } from './budgets.ts';
import { outageOf, readPingRecord, steadyForMs } from './outage-record.ts';
import type { Outage } from './outage-record.ts';
import { pingTarget } from './ping.ts';

export interface OutageOptions {
  /** Time between two probes in whole milliseconds. */
  readonly intervalMs?: number;
  /** How long every probe has to be answered for the pair to count as recovered. */
  readonly steadyMs?: number;
  /** How long recovery is waited for once the action is done. */
  readonly budgetMs?: number;
}

/** Ping ends by itself after so many probes, whatever becomes of the harness; ICMP counts to 65535. */
const MAX_PROBES = 60_000;
const LOOK_INTERVAL_MS = 100;
/** Every 10 ms at least: iputils keeps what is below 10 ms, and rounds 10 ms up to the kernel's tick (16 ms measured). */
const DEFAULT_INTERVAL_MS = 9;

/**
 * Probes a pair all through an action, and until the answers are steady again or the budget is used up: a pair that
 * does not recover is a result (`recoveryMs` null), no error. Times are by the node's own clock.
 * @throws {UsageError} if there is no such node or host.
 * @throws {EngineError} if ping cannot start. What the action throws is thrown on.
 */
export async function measureOutage(
  lab: StartedLab,
  from: string,
  to: string,
  action: () => Promise<unknown>,
  { intervalMs = DEFAULT_INTERVAL_MS, steadyMs = 1000, budgetMs = BUDGETS_MS.failover }: OutageOptions = {},
): Promise<Outage> {
  const node = lab.node(from);
  const file = `/tmp/s2s-${randomUUID()}`;
  const { exitCode, stdout, stderr } = await node.run(
    `ping -n -D -O -i ${intervalMs / 1000} -c ${MAX_PROBES} ${pingTarget(lab, from, to).arguments} >${file} 2>&1 &
     until grep -q icmp_seq ${file}; do kill -0 $! 2>/dev/null || { cat ${file} >&2; exit 1; }; sleep 0.01; done
     echo $!`,
  );
  if (exitCode !== 0) throw new EngineError({ what: `${from} cannot ping`, value: stderr.trim() });
  try {
    const startMs = await clockMs(node);
    await action();
    const doneMs = await clockMs(node);
    const deadline = Date.now() + budgetMs;
    for (;;) {
      const record = readPingRecord((await node.run(`cat ${file}`)).stdout);
      if (steadyForMs(record, doneMs) >= steadyMs || Date.now() > deadline) return outageOf(record, startMs);
      await pause(LOOK_INTERVAL_MS);
    }
  } finally {
    await node.run(`kill -INT ${stdout.trim()}; rm -f ${file}`);
  }
}

async function clockMs(node: StartedNode): Promise<number> {
  return Number((await node.run('date +%s%N')).stdout) / 1e6;
}
