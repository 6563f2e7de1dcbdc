import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { negotiator } from './negotiate.ts';
import type { Outcome } from './negotiate.ts';
import type { Trial } from './trials.ts';

/** Carries trials out one after the other with one tunnel of a lab. */
export async function negotiateAll(
  lab: StartedLab,
  trials: readonly Trial[],
): Promise<(readonly [Trial, Outcome])[]> {
  await using ends = await negotiator(lab, 'tunnel-1');
  const outcomes: (readonly [Trial, Outcome])[] = [];
  for (const trial of trials) outcomes.push([trial, await ends.negotiate(trial)]);
  return outcomes;
}
