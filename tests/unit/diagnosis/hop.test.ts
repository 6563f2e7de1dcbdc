import { expect, it } from 'vitest';
import { passed, stopped, unexplained } from '../../../lab/diagnosis/hop.ts';

const place = { leg: 'forward', node: 'tgw', subject: 'link to vpc-a' } as const;
const finding = { code: 'LINK_DOWN', text: 'it is down', evidence: 'ip link', cure: 'set it up' } as const;

it('blames the node that the packet has come to, unless another is at fault', () => {
  expect(stopped(place, finding)).toMatchObject({ ...finding, node: 'tgw', verdict: 'wrong', repair: null });
  expect(stopped(place, { ...finding, node: 'vpc-a' }).node).toBe('vpc-a');
});

it('has no cure where nothing is found to be wrong', () => {
  expect(passed(place, 'passed', '')).toMatchObject({ verdict: 'ok', code: null, cure: null });
  expect(unexplained(place, 'gone', '')).toMatchObject({ verdict: 'unknown', code: null, cure: null });
});
