import { describe, expect, it } from 'vitest';
import { linkBetween } from '../../../lab/faults/link.ts';
import { planLab } from '../../../lab/plan/plan.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';

const plan = planLab(referenceLab, 'userspace');

describe('linkBetween', () => {
  it('gives the end of the first node first', () => {
    const ends = [
      { node: 'onprem-igw', interface: 'wan' },
      { node: 'internet', interface: 'onprem-igw' },
    ];
    expect(linkBetween(plan, 'onprem-igw', 'internet')).toEqual(ends);
    expect(linkBetween(plan, 'internet', 'onprem-igw')).toEqual(ends.toReversed());
  });

  it('names the neighbours that the node has', () => {
    expect(() => linkBetween(plan, 'tgw', 'internet')).toThrow('known: vpc-a, vpc-b, tunnel-1, tunnel-2');
    expect(() => linkBetween(plan, 'tgv', 'vpc-a')).toThrow('did you mean tgw?');
  });
});
