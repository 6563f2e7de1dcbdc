import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { ICMP_ECHO, tcpTo } from '../../lab/aws/flow.ts';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { converge } from '../../lab/lifecycle/converge.ts';
import { matrix } from '../../lab/probe/matrix.ts';
import type { MatrixCell } from '../../lab/probe/matrix.ts';
import { FILES, loadLab } from '../../lab/topology/load.ts';
import { budgetFactor } from '../../lab/wait/budgets.ts';
import { until } from '../../lab/wait/until.ts';
import { parseLab } from '../../lab/topology/parse.ts';
import type { Lab } from '../../lab/topology/types.ts';
import { draws, labFileOf } from './draw.ts';
import type { Draw } from './draw.ts';

/** Time within which a pair that should answer is tried again. */
const REACH_MS = 500;
/** Within which every pair comes to be as predicted: what BGP brings and takes away goes from daemon to daemon. */
const SETTLED_MS = 10_000;
/** What each draw is compared by. */
const FLOWS = [ICMP_ECHO, tcpTo(22)];

const folder = dirname(fileURLToPath(import.meta.url));
const BASE = join(folder, 'lab.yaml');

/** The lab that becomes one draw after the other, under a name of its own. */
export function baseLab(name: string): Lab {
  return { ...loadLab(BASE), name };
}

/** A lab file as it is drawn, read. */
function labOf(draw: Draw, name: string): Lab {
  return { ...parseLab(labFileOf(draw, 'lab.yaml'), join(folder, 'draw.yaml'), FILES), name };
}

/**
 * Makes the running lab what was drawn, and holds every pair of hosts against the prediction, with its controls.
 * @returns what differs: a line for each pair, and for each node that had to be made anew; empty where nothing does.
 */
async function differences(draw: Draw, name: string): Promise<string[]> {
  const lab = labOf(draw, name);
  const { running, changes } = await converge(lab, {});
  try {
    const replaced = changes.filter(({ action }) => action !== 'updated');
    const found = replaced.map(({ node, action, reason }) => `${node} was ${action}: ${reason}`);
    for (const flow of FLOWS)
      found.push(
        ...(await until(
          () => differingPairs(running, flow),
          (pairs) => pairs.length === 0,
          { within: SETTLED_MS * budgetFactor() },
        )),
      );
    return found;
  } finally {
    await running.close();
  }
}

async function differingPairs(running: StartedLab, flow: (typeof FLOWS)[number]): Promise<string[]> {
  const { cells, ipv6 } = await matrix(running, REACH_MS, flow);
  const over = (version: string, of: readonly MatrixCell[]): string[] =>
    of
      .filter(({ verdict }) => verdict !== 'passed')
      .map(
        ({ from, to, verdict, evidence }) =>
          `${flow.protocol}${version} ${from} -> ${to}: ${verdict}: ${evidence}`,
      );
  return [...over('', cells), ...over(' over IPv6', ipv6?.cells ?? [])];
}

/** What a run of draws came to: how many were compared, and the smallest that differs, as a lab file and what differs. */
export interface FuzzResult {
  readonly draws: number;
  readonly failed: { readonly labFile: string; readonly differences: readonly string[] } | null;
}

/**
 * Brings draws about on a lab that runs, one after the other, until one differs from its prediction; that is made as small
 * as it can be while it differs.
 * @param name of the running lab.
 */
export async function fuzz(
  name: string,
  {
    seed,
    runs,
    onDraw,
  }: { readonly seed: number; readonly runs: number; readonly onDraw?: (found: readonly string[]) => void },
): Promise<FuzzResult> {
  let last: readonly string[] = [];
  const differs = fc.asyncProperty(draws, async (draw) => {
    const found = await differences(draw, name);
    onDraw?.(found);
    if (found.length > 0) {
      last = found;
      // What is smallest by now is kept, should the run be cut short.
      saved(draw, seed);
    }
    return found.length === 0;
  });
  const { counterexample, numRuns } = await fc.check(differs, { seed, numRuns: runs });
  if (counterexample === null) return { draws: numRuns, failed: null };
  return { draws: numRuns, failed: { labFile: saved(counterexample[0], seed), differences: last } };
}

/** Saves a draw as a lab file where it can be brought up by hand. */
function saved(draw: Draw, seed: number): string {
  const cache = join(folder, '../../.cache/fuzz');
  mkdirSync(cache, { recursive: true });
  const file = join(cache, `${seed}.yaml`);
  writeFileSync(file, labFileOf(draw, relative(cache, BASE)));
  return file;
}
