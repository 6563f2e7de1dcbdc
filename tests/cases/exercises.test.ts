import { expect, it } from 'vitest';
import { exerciseNames } from '../../lab/exercise/courses.ts';
import { findExercise } from '../../lab/exercise/find.ts';
import { proveExercise } from '../../lab/exercise/prove.ts';
import { workOf } from '../../lab/exercise/work.ts';
import { budgetFactor } from '../../lab/wait/budgets.ts';

/** Names or numbers of the exercises to prove. Without it one of each course, and that with two faults: all of them take long. */
const { S2S_EXERCISES: chosen = '03,16,25,32' } = process.env;
const isChosen = (name: string): boolean =>
  chosen === 'all' || chosen.split(',').some((each) => name === each || name.split('-')[0] === each);

const BUDGET_MS = 300_000 * budgetFactor();

it.each(exerciseNames().filter(isChosen))(
  '%s proves itself',
  async (name) => {
    // With the addresses of a student, so that nothing of it goes by those that it is written with.
    const work = { ...workOf(await findExercise(name), 'prove'), lab: `it-${name.slice(0, 24)}` };
    for (const { step, otherwise } of await proveExercise(work)) expect.soft(otherwise, step).toEqual([]);
  },
  BUDGET_MS,
);
