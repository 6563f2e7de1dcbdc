import { expect, it } from 'vitest';
import { unansweredNeighbour } from '../../../../lab/diagnosis/kernel/neighbours.ts';
import { kernelWith } from '../fixtures.ts';

it('tells a neighbour that nobody answers for from one that somebody does', () => {
  const kernel = kernelWith({
    neighbours: [
      '10.30.128.9 dev eth0 FAILED',
      '10.30.128.8 dev eth0 INCOMPLETE',
      '10.30.128.1 dev eth0 lladdr b2:61:81:f4:09:72 STALE',
    ],
  });
  expect(unansweredNeighbour(kernel, '10.30.128.9')).toBe('10.30.128.9 dev eth0 FAILED');
  expect(unansweredNeighbour(kernel, '10.30.128.8')).toBe('10.30.128.8 dev eth0 INCOMPLETE');
  expect(unansweredNeighbour(kernel, '10.30.128.1')).toBeNull();
  expect(unansweredNeighbour(kernel, '10.30.128.7')).toBeNull();
});
