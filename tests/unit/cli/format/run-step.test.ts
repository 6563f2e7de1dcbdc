import { expect, it } from 'vitest';
import {
  formatGroup,
  formatScenarioEnd,
  formatScenarioStart,
  formatStep,
} from '../../../../lab/cli/format/run-step.ts';
import { failed, passed, step } from '../../scenario/fixtures.ts';
import { plain } from '../fixtures.ts';

it('shows kind, title and duration of a step, and its evidence below', () => {
  const ended = step('a reaches b', { durationMs: 1234, evidence: 'b answered\nin 1 ms' });
  expect(formatStep(ended, plain)).toEqual([
    '  ✓ check  a reaches b  1.2 s',
    '           b answered',
    '           in 1 ms',
  ]);
});

it.each([
  ['passed', '✓'],
  ['failed', '✗'],
  ['inconclusive', '?'],
  ['error', '!'],
] as const)('marks a step that is %s with %s', (verdict, sign) => {
  expect(formatStep(step('x', { verdict }), plain)).toEqual([`  ${sign} check  x  250 ms`]);
});

it('indents the steps within a step, and names that first', () => {
  expect(formatGroup({ kind: 'outage', title: 'tunnel-1 dies', depth: 0 }, plain)).toBe(
    '  ▸ outage tunnel-1 dies',
  );
  expect(formatStep(step('x', { kind: 'fault', depth: 1 }), plain)).toEqual(['    ✓ fault  x  250 ms']);
});

it('begins and ends a scenario', () => {
  const scenario = { name: 'wrong-psk', proves: 'that it does not come up' };
  expect(formatScenarioStart(scenario, true, plain)).toBe('wrong-psk  that it does not come up');
  expect(formatScenarioStart(scenario, false, plain)).toBe('that it does not come up');
  expect(formatScenarioEnd(passed, plain)).toBe('✓ tunnel-1-dies passed in 9.9 s');
  expect(formatScenarioEnd(failed, plain)).toBe('✗ wrong-psk failed in 1.2 s');
});

it('says of a control run what its verdict means', () => {
  expect(formatScenarioEnd({ ...failed, control: true }, plain)).toBe(
    '✓ wrong-psk failed, as it must in 1.2 s',
  );
  expect(formatScenarioEnd({ ...passed, control: true }, plain)).toBe(
    '✗ tunnel-1-dies passed without its cause in 9.9 s',
  );
});
