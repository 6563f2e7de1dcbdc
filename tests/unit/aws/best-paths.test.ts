import { describe, expect, it } from 'vitest';
import { bestPaths } from '../../../lab/aws/best-paths.ts';

const path = (over: string, asPath: readonly number[], med = 0) => ({
  destinationCidrBlock: '10.30.0.0/16',
  over,
  asPath,
  med,
});

describe('bestPaths', () => {
  it.each([
    ['equal ones all', [path('a', [1]), path('b', [1])], ['a', 'b']],
    ['the shorter AS_PATH, whatever its MED', [path('a', [1, 1]), path('b', [1], 9)], ['b']],
    ['the lower MED of one AS', [path('a', [1], 5), path('b', [1], 4)], ['b']],
    ['the first of two ASs, whose MEDs do not compare', [path('a', [1], 5), path('b', [2], 4)], ['a']],
    ['no equally long path by way of other ASs', [path('a', [1, 3]), path('b', [1, 4])], ['a']],
  ])('takes %s', (_, paths, expected) => {
    expect(bestPaths(paths).map(({ over }) => over)).toEqual(expected);
  });
});
