import { expect, it } from 'vitest';
import { LabNameError } from '../../../lab/errors.ts';
import { failureOf } from '../../../lab/scenario/failure.ts';

const stack = (...lines: readonly string[]): Error => {
  const error = new TypeError('x is not a function');
  error.stack = ['TypeError: x is not a function', ...lines.map((line) => `    at ${line}`)].join('\n');
  return error;
};

it('says of an error of ours what it says of itself', () => {
  const error = new LabNameError({ what: 'a lab of that name is running', value: 'a' });
  expect(failureOf(error, '/scenarios/a')).toEqual({
    name: 'LabNameError',
    message: 'a lab of that name is running\n  value: a',
    exitCode: 2,
    faults: [{ what: 'a lab of that name is running', value: 'a' }],
  });
});

it('names the line of the scenario that another error was thrown from', () => {
  const error = stack(
    'ping (/package/dist/probe/ping.js:1:2)',
    'run (file:///scenarios/a/helper.ts:3:4)',
    'async run (/scenarios/a/scenario.ts:5:6)',
  );
  const { name, exitCode, faults } = failureOf(error, '/scenarios/a');
  expect({ name, exitCode }).toEqual({ name: 'TypeError', exitCode: 3 });
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatchObject({ line: 3, column: 4, what: 'TypeError: x is not a function' });
  expect(faults[0]!.file).toMatch(/scenarios\/a\/helper\.ts$/);
});

it('names the first line there is where none is of the scenario, and none where there is none', () => {
  expect(failureOf(stack('/package/dist/probe/ping.js:1:2'), '/scenarios/a').faults[0]).toMatchObject({
    line: 1,
  });
  expect(failureOf(stack(), '/scenarios/a').faults).toEqual([{ what: 'TypeError: x is not a function' }]);
  expect(failureOf('a text', '/scenarios/a').faults).toEqual([{ what: 'a text' }]);
});
