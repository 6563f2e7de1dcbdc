import { describe, expect, it } from 'vitest';
import { linkBetween } from '../../../lab/faults/link.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';

describe('linkBetween', () => {
  it('gives the end of the first node first', () => {
    const ends = [
      { node: 'onprem-igw', interface: 'wan' },
      { node: 'internet', interface: 'onprem-igw' },
    ];
    expect(linkBetween(referenceLab, 'onprem-igw', 'internet')).toEqual(ends);
    expect(linkBetween(referenceLab, 'internet', 'onprem-igw')).toEqual(ends.toReversed());
  });

  it('names the neighbours that the node has', () => {
    expect(() => linkBetween(referenceLab, 'tgw', 'internet')).toThrow(
      'known: vpc-a, vpc-b, tunnel-1, tunnel-2',
    );
    expect(() => linkBetween(referenceLab, 'tgv', 'vpc-a')).toThrow('did you mean tgw?');
  });
});
