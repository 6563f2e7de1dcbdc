import { expect, it } from 'vitest';
import { detectionSeconds } from '../../../lab/ike/detection.ts';
import { packagedFolder } from '../../../lab/scenario/themes.ts';
import { loadLab } from '../../../lab/topology/load.ts';

const scenario = (name: string): string => `${packagedFolder(name)}/lab.yaml`;

it.each([
  ['IKEv1, the slowest DPD timeout of both ends', 'reference', 'fast', 3],
  ['IKEv1', 'reference', 'aws', 40],
  ['IKEv2 at one tunnel, a DPD delay and every retransmission', 'dpd-restart', 'fast', 1 + 7.489],
  ['IKEv2 at one tunnel', 'dpd-restart', 'aws', 10 + 165.06],
] as const)('%s: %s with timers %s', (_what, name, timers, seconds) => {
  expect(detectionSeconds(loadLab(scenario(name), { timers }))).toBeCloseTo(seconds, 2);
});
