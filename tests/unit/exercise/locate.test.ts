import { expect, it } from 'vitest';
import { located } from '../../../lab/exercise/locate.ts';

const TEXT = `import { exercise, reaches } from 's2s-lab';
// title: no line of the exercise
export default exercise({
  titel: 'a title',
  minutes: 15,
  task: () => ({
    start: { faults: [fault('wrong-pks', {})] },
    items: [
      { name: 'Server reaches (A)', points: 0 },
      { name: "it's up", points: 10 },
    ],
    wrongWays: [{ title: 'by hand', does: {}, fails: ['no such item'] }],
  }),
});
`;

it.each([
  [{ key: 'minutes', what: 'is not what it has to be' }, 5],
  [{ key: 'titel', what: 'there is no such key' }, 4],
  // Its line is where it would have to be.
  [{ key: 'title', what: 'is missing' }, 3],
  [{ key: "task of variant 1: points of 'Server reaches (A)'", value: '0', what: 'w' }, 9],
  [{ key: "task of variant 1: check of 'it's up'", what: 'w' }, 10],
  [{ key: 'task of variant 1: start.faults', value: 'wrong-pks', what: 'w' }, 7],
  [{ key: "task of variant 1: wrong way 'by hand'", value: 'no such item', what: 'w' }, 12],
  [{ key: 'task of variant 1: items', what: 'is no list' }, 8],
  [{ what: 'throws', line: 1 }, 1],
])('finds the line of %o', (problem, line) => {
  expect(located(problem, TEXT).line).toBe(line);
});
