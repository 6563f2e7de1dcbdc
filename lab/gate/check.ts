import type { StartedLab } from '../engine/started-lab.ts';
import { worstVerdict } from '../probe/verdict.ts';
import type { Lab } from '../topology/types.ts';
import { expectedPairs } from './expected.ts';
import type { ExpectedPair } from './expected.ts';
import { askModel } from './model.ts';
import type { Found } from './model.ts';
import { sendPackets } from './packets.ts';
import { expectationPlaces } from './places.ts';
import type { GateResult } from './result.ts';

/** Holds a lab against its expectations by the model alone: milliseconds, and no engine. */
export function dryRun(lab: Lab, file: string): GateResult {
  const started = performance.now();
  const pairs = expectedPairs(lab);
  const found = pairs.map((pair) => askModel(lab, pair));
  return resultOf(lab, file, { pairs, found, started, running: null });
}

/** Holds a lab that runs against its expectations by packets, with their controls; what differs from the model fails. */
export async function checkExpectations(
  running: StartedLab,
  file: string,
  progress: (step: string) => void,
): Promise<GateResult> {
  const started = performance.now();
  const pairs = expectedPairs(running.definition);
  const found = await sendPackets(running, pairs, progress);
  return resultOf(running.definition, file, { pairs, found, started, running });
}

interface Work {
  readonly pairs: readonly ExpectedPair[];
  readonly found: readonly Found[];
  readonly started: number;
  readonly running: StartedLab | null;
}

function resultOf(lab: Lab, file: string, { pairs, found, started, running }: Work): GateResult {
  const placeOf = expectationPlaces(file);
  const places = lab.expectations.map((_, index) => placeOf(index));
  const checked = pairs.map(({ title, from, to, ipVersion, expectation }, index) => ({
    title,
    from,
    to,
    ipVersion,
    ...places[expectation]!,
    ...found[index]!,
  }));
  const durationMs = performance.now() - started;
  return {
    lab: lab.name,
    file,
    dryRun: running === null,
    dataplane: running?.dataplane ?? null,
    verdict: worstVerdict(checked),
    startedAt: new Date(Date.now() - durationMs).toISOString(),
    durationMs,
    pairs: checked,
  };
}
