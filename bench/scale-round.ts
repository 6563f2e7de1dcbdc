import { labContainers } from '../lab/engine/containers.ts';
import type { Runtime } from '../lab/engine/runtime.ts';
import { removeLab } from '../lab/engine/started-lab.ts';
import type { StartedLab } from '../lab/engine/started-lab.ts';
import { bringUp } from '../lab/lifecycle/bring-up.ts';
import { planLab } from '../lab/plan/plan.ts';
import { matrix } from '../lab/probe/matrix.ts';
import type { Matrix } from '../lab/probe/matrix.ts';
import type { Lab } from '../lab/topology/types.ts';
import { bareContainers, memoryMiB, timed, wiring } from './measures.ts';

/** What was measured of labs that came up side by side, and of as many bare containers before them. */
export interface Round {
  readonly containers: number;
  readonly links: number;
  /** How many ordered pairs of hosts were found to be what, e.g. `passed`. */
  readonly pairs: Readonly<Record<string, number>>;
  /** Milliseconds, where not said otherwise; until the last of the labs has come so far. */
  readonly figures: {
    readonly bareContainers: number;
    readonly upUntilNodes: number;
    readonly upUntilTunnels: number;
    readonly upUntilVerified: number;
    /** Of all labs at once, once more. */
    readonly fullMatrix: number;
    /** The fabric's own work on links, summed up over the labs. */
    readonly wiringAllLinks: number;
    readonly memoryMiB: number;
  };
}

/** A lab that came up, the matrix that it was verified by, and when it had come how far, from the start of them all. */
interface Risen {
  readonly started: StartedLab;
  readonly matrix: Matrix | null;
  readonly reachedMs: Readonly<Record<'nodes' | 'tunnels' | 'verified', number>>;
}

/**
 * Brings labs up side by side, measures them, and removes them.
 * @throws {Error} with what the first lab that did not come up says, and how many did not.
 */
export async function measureRound(runtime: Runtime, labs: readonly Lab[]): Promise<Round> {
  const planned = labs.map((lab) => planLab(lab, 'userspace').nodes.length + 1);
  const bare = await bareContainers(runtime, sum(planned));
  const removeAll = () => Promise.all(labs.map(({ name }) => removeLab(runtime, name)));
  await removeAll();
  try {
    const all = await rise(labs);
    const last = (step: keyof Risen['reachedMs']) => Math.max(...all.map(({ reachedMs }) => reachedMs[step]));
    const fullMatrix = await timed(() => Promise.all(all.map(({ started }) => matrix(started))));
    const names = labs.map(({ name }) => name);
    const wired = await Promise.all(names.map((name) => wiring(runtime, name)));
    const containers = await Promise.all(names.map((name) => labContainers(runtime, name)));
    const memory = await Promise.all(names.map((name) => memoryMiB(runtime, name)));
    await Promise.all(all.map(({ started }) => started.close()));
    return {
      containers: sum(containers.map(({ length }) => length)),
      links: sum(wired.map(({ links }) => links)),
      pairs: countVerdicts(all.flatMap((each) => each.matrix?.cells ?? [])),
      figures: {
        bareContainers: bare,
        upUntilNodes: last('nodes'),
        upUntilTunnels: last('tunnels'),
        upUntilVerified: last('verified'),
        fullMatrix,
        wiringAllLinks: sum(wired.map(({ ms }) => ms)),
        memoryMiB: sum(memory),
      },
    };
  } finally {
    await removeAll();
  }
}

async function rise(labs: readonly Lab[]): Promise<Risen[]> {
  const start = performance.now();
  const rising = await Promise.allSettled(labs.map((lab) => riseOne(lab, start)));
  const failed = rising.filter((each) => each.status === 'rejected');
  const risen = rising.filter((each) => each.status === 'fulfilled').map(({ value }) => value);
  if (failed.length === 0) return risen;
  await Promise.all(risen.map(({ started }) => started.close()));
  const { reason } = failed[0] as { reason: unknown };
  const why = reason instanceof Error ? reason.message : String(reason);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  throw new Error(`${failed.length} of ${labs.length} did not come up, after ${seconds} s: ${why}`);
}

async function riseOne(lab: Lab, start: number): Promise<Risen> {
  const reachedMs = { nodes: 0, tunnels: 0, verified: 0 };
  const reached = (step: keyof typeof reachedMs): void => {
    reachedMs[step] = performance.now() - start;
  };
  const { running, checks } = await bringUp(lab, {
    progress: (step) => {
      if (step === 'bringing up the tunnels') reached('nodes');
      if (step === 'probing every pair of hosts') reached('tunnels');
    },
  });
  reached('verified');
  return { started: running, matrix: checks.matrix, reachedMs };
}

function countVerdicts(cells: Matrix['cells']): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { verdict } of cells) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);
