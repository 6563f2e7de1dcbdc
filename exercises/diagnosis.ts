import type { CauseAnswer, FaultCall, Question, WrongWay } from 's2s-lab';

/** What is broken for one student: the fault, and what explains it. */
export interface Case {
  readonly faults: readonly FaultCall[];
  readonly cause: CauseAnswer;
}

const NAME = 'what-is-broken';

/** The question of what is broken, for every point or the rest of them. */
export const whatIsBroken = (cause: CauseAnswer, points = 100, where = 'where'): Question => ({
  name: NAME,
  points,
  ask: `What is broken, and ${where}? healthy, if nothing is.`,
  answer: cause,
});

/** Another code than the right one, and another place: guesses that README.md warns of. */
export function guesses(...wrong: readonly CauseAnswer[]): WrongWay[] {
  return wrong.map((answer) => ({
    title: `${answer.code} is guessed${answer.at.length === 0 ? '' : `, at ${answer.at[0]}`}`,
    does: { answers: { [NAME]: answer } },
    fails: [NAME],
  }));
}
