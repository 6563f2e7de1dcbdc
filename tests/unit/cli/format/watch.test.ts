import { expect, it } from 'vitest';
import { formatChange } from '../../../../lab/cli/format/watch.ts';
import { plain } from '../fixtures.ts';

const change = { time: '2026-11-24T12:00:01.000Z', lab: 'mine', kind: 'tunnel', name: 'tunnel-1' } as const;

it.each([
  ['up', 'down', 'up -> down'],
  [null, 'up', 'up'],
  ['up', null, 'up -> none'],
])('from %s to %s', (before, after, text) => {
  expect(formatChange({ ...change, before, after }, plain)).toBe(`12:00:01 tunnel tunnel-1: ${text}`);
});
