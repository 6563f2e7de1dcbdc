import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../../lab/errors.ts';
import { scenarioFaults } from '../../../lab/scenario/check-scenario.ts';

const own = { proves: 'it works', control: 'without-faults', run: async () => {} };
const told = (definition: object): string[] => scenarioFaults(definition).map(formatProblem);

describe("a scenario of one's own", () => {
  it('needs neither an AWS rule nor its source', () => {
    expect(told(own)).toEqual([]);
    expect(told({ ...own, rule: 'r', source: 's', control: { labFile: 'other.yaml' } })).toEqual([]);
  });

  it('is told everything that is missing, and what it is for', () => {
    expect(told({})).toEqual([
      'proves: is missing\n  rule: one sentence: what a passed run proves',
      expect.stringMatching(
        /^control: is missing\n {2}rule: 'without-faults', or \{ labFile: 'other.yaml' \}.*\n {2}hint: 'without-faults' if/,
      ),
      expect.stringMatching(/^run: is missing\n {2}rule: a function/),
    ]);
  });

  it.each([
    [
      { title: 'x'.repeat(61) },
      /^title: is not what it has to be, but the text 'x+'\n {2}rule: .* 60 characters/,
    ],
    [{ proves: 7 }, 'proves: is not what it has to be, but a number'],
    [{ proves: '' }, 'proves: is not what it has to be, but empty'],
    [{ rule: null }, 'rule: is not what it has to be, but null'],
    [{ control: 'with-faults' }, "control: is not what it has to be, but the text 'with-faults'"],
    [{ control: { file: 'x' } }, 'control: is not what it has to be, but an object'],
    [{ run: {} }, 'run: is not what it has to be, but an object'],
  ])('%j', (wrong, message) => {
    const [problem, ...others] = told({ ...own, ...wrong });
    expect(problem).toMatch(message);
    expect(problem).toContain('\n  rule: ');
    expect(others).toEqual([]);
  });

  it('is told of a key that nobody reads', () => {
    expect(told({ ...own, souce: 'x' })).toEqual([
      'souce: there is no such key\n  hint: did you mean source?',
    ]);
  });
});
