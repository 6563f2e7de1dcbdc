import { expect, it } from 'vitest';
import { awaitTunnels } from '../../lab/probe/tunnels.ts';
import { negotiateAll } from '../proposals/negotiate-all.ts';
import { inRecord, keyOf, readRecord } from '../proposals/record.ts';
import { TRIALS } from '../proposals/trials.ts';
import { referenceLab, startLab } from './labs.ts';

/** Every so many trials, and the next ones in the next run: in time each comes by. The groups of 6144 and 8192 bits take longest. */
const EVERY = 47;

it('negotiates what the record says, a part of it in every run', async () => {
  await using lab = await startLab(referenceLab('it-proposals'));
  const first = Math.floor(Date.now() / 60_000) % EVERY;
  const trials = TRIALS.filter((_, at) => at % EVERY === first);
  const outcomes = await negotiateAll(lab, trials);
  await awaitTunnels(lab);
  const record = readRecord();
  expect(outcomes.map(([trial, outcome]) => [keyOf(trial), inRecord(outcome)])).toEqual(
    trials.map((trial) => [keyOf(trial), record.get(keyOf(trial))]),
  );
});
