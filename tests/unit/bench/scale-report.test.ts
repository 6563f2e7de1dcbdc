import { expect, test } from 'vitest';
import { report } from '../../../bench/scale-report.ts';

const smaller = {
  containers: 10,
  links: 9,
  pairs: { passed: 90, failed: 10 },
  figures: {
    bareContainers: 1000,
    upUntilNodes: 1500,
    upUntilTunnels: 1600,
    upUntilVerified: 2000,
    fullMatrix: 300,
    wiringAllLinks: 50.4,
    memoryMiB: 60,
  },
};

test('figures for each container, and as ratios to the bare containers', () => {
  expect(report(smaller, null)).toEqual({
    containers: 10,
    links: 9,
    pairs: { passed: 90, failed: 10 },
    medianMs: {
      bareContainers: 1000,
      upUntilNodes: 1500,
      upUntilTunnels: 1600,
      upUntilVerified: 2000,
      fullMatrix: 300,
      wiringAllLinks: 50,
    },
    forEachContainer: { upMs: 200, wiringMs: 5.04, peakMemoryMiB: 6 },
    ratio: { nodesToBareContainers: 1.5, upToBareContainers: 2 },
  });
});

test('growth is 1 where twice the containers, or pairs, take twice as long, and 2 where they take four times', () => {
  const { figures } = smaller;
  const larger = {
    containers: 20,
    links: 19,
    pairs: { passed: 400 },
    figures: {
      ...figures,
      bareContainers: 2000,
      upUntilNodes: 6000,
      upUntilVerified: 4000,
      fullMatrix: 1200,
      memoryMiB: 120,
    },
  };
  expect(report(larger, smaller)).toMatchObject({
    growth: {
      bareContainers: 1,
      upUntilNodes: 2,
      upUntilVerified: 1,
      wiringAllLinks: 0,
      memory: 1,
      fullMatrixByPairs: 1,
    },
  });
});
