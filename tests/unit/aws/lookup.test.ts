import { describe, expect, it } from 'vitest';
import { lookup } from '../../../lab/aws/lookup.ts';

const route = (destinationCidrBlock: string, via = '') => ({ destinationCidrBlock, via });

describe('lookup', () => {
  const routes = [route('0.0.0.0/0'), route('10.30.0.0/16'), route('10.30.12.0/24'), route('10.40.0.0/16')];

  it.each([
    ['10.30.12.85', '10.30.12.0/24'],
    ['10.30.13.1', '10.30.0.0/16'],
    ['10.50.0.1', '0.0.0.0/0'],
  ])('takes the longest prefix for %s', (ip, expected) => {
    expect(lookup(routes, ip)?.destinationCidrBlock).toBe(expected);
    expect(lookup(routes.toReversed(), ip)?.destinationCidrBlock).toBe(expected);
  });

  it('takes the first of equal prefixes', () => {
    expect(lookup([route('10.0.0.0/8', 'first'), route('10.0.0.0/8', 'second')], '10.1.1.1')?.via).toBe(
      'first',
    );
  });

  it('is null without a match', () => {
    expect(lookup([route('10.30.0.0/16')], '10.31.0.1')).toBeNull();
  });
});
