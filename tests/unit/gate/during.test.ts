import { expect, it } from 'vitest';
import { withControls } from '../../../lab/gate/during.ts';

const PASSED = { verdict: 'passed', evidence: 'vpc-a-host answered' } as const;
const FAILED = { verdict: 'failed', evidence: 'vpc-a-host did not answer' } as const;
const held = (
  before: typeof PASSED | typeof FAILED,
  after: typeof PASSED | typeof FAILED,
  seen = { ...PASSED, evidence: 'silent' },
) => withControls({ to: 'vpc-a-host' }, seen, { before, after });

it('counts a silence only between two answers', () => {
  expect(held(PASSED, PASSED)).toEqual({ verdict: 'passed', evidence: 'silent' });
  expect(held(FAILED, PASSED)).toMatchObject({ verdict: 'inconclusive', evidence: /without the fault/ });
  expect(held(PASSED, FAILED)).toMatchObject({ verdict: 'inconclusive', evidence: /after the fault/ });
});

it('an answer during the fault is a failure whatever comes after', () => {
  const seen = { verdict: 'failed', evidence: 'answered all the while' } as const;
  expect(withControls({ to: 'x' }, seen, { before: PASSED, after: FAILED })).toBe(seen);
});
