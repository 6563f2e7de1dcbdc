import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checksumOf } from '../../../lab/exercise/digest.ts';
import { findExercise } from '../../../lab/exercise/find.ts';
import {
  after,
  currentTry,
  keepProgress,
  progressPlace,
  readProgress,
} from '../../../lab/exercise/progress.ts';
import type { ProgressPlace, Try } from '../../../lab/exercise/progress.ts';
import { begun, nextHint } from '../../../lab/exercise/student.ts';

let folder: string;
let place: ProgressPlace;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 's2s-student-'));
  place = { student: 'kim', file: join(folder, 'kim.json') };
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.unstubAllEnvs();
});

const fresh = (id: string): Try => ({
  id,
  startedAt: '2026-01-01T10:00:00.000Z',
  hints: 0,
  solved: false,
  explained: [],
  checks: 0,
  points: 0,
  of: 0,
  passed: [],
  submitted: false,
});

/** As `s2s exercise start` keeps it. */
async function start(name: string): Promise<void> {
  const exercise = await findExercise(name);
  keepProgress(place, exercise.name, () => ({
    source: exercise.source,
    folder: join(folder, exercise.name),
    lab: 'ex',
    checksum: checksumOf(exercise),
    tries: [fresh('1')],
    events: [],
  }));
}

describe('an exercise that is meant', () => {
  it('has to have been started', async () => {
    await expect(begun(place)).rejects.toThrow(/no exercise is under way[^]*s2s exercise start NAME/);
    await expect(begun(place, '13')).rejects.toThrow(/has not been started[^]*s2s exercise start 13/);
    await start('13');
    await expect(begun(place, '12')).rejects.toThrow(/has not been started/);
  });

  it('is the only one that is under way, or has to be named', async () => {
    await start('13');
    expect((await begun(place)).work.exercise.name).toBe('13-rekey');
    await start('14');
    await expect(begun(place)).rejects.toThrow(/several exercises are under way[^]*13-rekey, 14-mtu-mss/);
    expect((await begun(place, '14')).work.exercise.name).toBe('14-mtu-mss');
    keepProgress(place, '13-rekey', (record) => after(record!, { did: 'submit' }, { submitted: true }));
    expect((await begun(place)).work.exercise.name).toBe('14-mtu-mss');
  });

  it('is graded by what it was when it was started', async () => {
    await start('13');
    keepProgress(place, '13-rekey', (record) => ({ ...record!, checksum: 'of another version' }));
    await expect(begun(place, '13')).rejects.toThrow(/its folder has changed[^]*exercise reset 13-rekey/);
  });
});

describe('progress', () => {
  it('counts each hint once, and nothing comes by itself', async () => {
    await start('13');
    expect(nextHint(place, await begun(place))).toMatchObject({ shown: [expect.any(String)], left: 2 });
    await begun(place);
    expect(currentTry((await begun(place)).record).hints).toBe(1);
    for (let asked = 0; asked < 5; asked += 1) nextHint(place, await begun(place));
    expect(currentTry((await begun(place)).record).hints).toBe(3);
  });

  it('of an earlier try does not count after a reset', async () => {
    await start('13');
    keepProgress(place, '13-rekey', (record) =>
      after(record!, { did: 'check' }, { points: 80, passed: ['a'] }),
    );
    keepProgress(place, '13-rekey', (record) => ({ ...record!, tries: [...record!.tries, fresh('2')] }));
    const { record } = await begun(place);
    expect(currentTry(record)).toMatchObject({ id: '2', points: 0, passed: [], hints: 0 });
  });

  it('is one file for each student, whose ID it has', async () => {
    vi.stubEnv('S2S_PROGRESS', folder);
    expect(progressPlace('kim').file).toBe(join(folder, 'kim.json'));
    expect(progressPlace(null).file).toBe(join(folder, 'progress.json'));
    await start('13');
    expect(() => readProgress({ student: 'lee', file: place.file })).toThrow(
      /is the progress of student kim/,
    );
    const before = readFileSync(place.file, 'utf8');
    writeFileSync(place.file, before.slice(0, -20));
    expect(() => readProgress(place)).toThrow(/is not a file of progress[^]*put it aside/);
  });
});
