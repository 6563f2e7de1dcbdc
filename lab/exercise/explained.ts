import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Hop } from '../diagnosis/hop.ts';
import type { SealedExercise } from '../faults/sealed.ts';
import { after, currentTry, keepProgress, progressPlace } from './progress.ts';

/** An explanation in an exercise: so many steps of it. */
export interface ExplainedSoFar {
  readonly diagnosis: Diagnosis;
  /** Null where there is nothing to find: every packet is answered. */
  readonly step: { readonly number: number; readonly of: number; readonly next: string | null } | null;
}

/** What the next step adds. */
const STEPS = ['what was read there', 'the name of the cause', 'the cure'] as const;

/**
 * What a student is shown of an explanation: each time one step more, first how far the packet comes, at last the cure. Its use is
 * counted for each pair of hosts.
 */
export function explainInExercise(
  { name, student, progress }: SealedExercise,
  diagnosis: Diagnosis,
): ExplainedSoFar {
  const { from, to, cause } = diagnosis;
  if (cause === null) return { diagnosis, step: null };
  let number = 1;
  keepProgress(progressPlace(student, progress), name, (record) => {
    const { explained } = currentTry(record!);
    const earlier = explained.find((each) => each.from === from && each.to === to)?.steps ?? 0;
    number = earlier + 1;
    const others = explained.filter((each) => each.from !== from || each.to !== to);
    const step = { did: 'explain', from, to, step: number } as const;
    return after(record!, step, { explained: [...others, { from, to, steps: number }] });
  });
  const shown = Math.min(number, STEPS.length + 1);
  return {
    diagnosis: explainedSoFar(diagnosis, shown),
    step: { number: shown, of: STEPS.length + 1, next: STEPS[shown - 1] ?? null },
  };
}

/** An explanation without what its later steps say. */
export function explainedSoFar(diagnosis: Diagnosis, step: number): Diagnosis {
  const { hops, cause } = diagnosis;
  if (cause === null || step > STEPS.length) return diagnosis;
  const seen = hops.flatMap((hop) => (hop.verdict === 'wrong' ? shownOf(hop, step) : [hop]));
  return {
    ...diagnosis,
    predicted: [],
    hops: seen,
    cause: step < 3 ? null : (shownOf(cause, step)[0] ?? null),
  };
}

function shownOf(hop: Hop, step: number): Hop[] {
  if (step === 1) return [];
  const nameless = { code: null, text: 'something here is not as it should be' };
  return [{ ...hop, ...(step === 2 ? nameless : {}), cure: null, repair: null }];
}
