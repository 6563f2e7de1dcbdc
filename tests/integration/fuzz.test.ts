import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { baseLab, fuzz } from '../fuzz/compare.ts';
import { startLab } from './labs.ts';

let lab: StartedLab;
beforeAll(async () => {
  lab = await startLab(baseLab('it-fuzz'));
});
afterAll(async () => {
  await lab[Symbol.asyncDispose]();
});

it('labs drawn at random are as predicted, one after the other on one running lab', async () => {
  expect(await fuzz(lab.name, { seed: 16, runs: 3 })).toEqual({ draws: 3, failed: null });
});
