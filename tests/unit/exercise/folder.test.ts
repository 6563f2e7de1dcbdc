import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { findExercise } from '../../../lab/exercise/find.ts';
import { writeFirstFiles } from '../../../lab/exercise/folder.ts';
import { workOf } from '../../../lab/exercise/work.ts';

const folder = mkdtempSync(join(tmpdir(), 's2s-folder-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('written again, a folder has nothing that came to the router, and what else a student keeps there', async () => {
  const work = workOf(await findExercise('16'), 'kim');
  expect(writeFirstFiles(work, folder)).toContain('onprem/ipsec.conf');
  for (const path of ['onprem/rc.local', 'notes.txt']) writeFileSync(join(folder, path), 'mine\n');
  writeFirstFiles(work, folder);
  expect(existsSync(join(folder, 'onprem/rc.local'))).toBe(true);
  writeFirstFiles(work, folder, true);
  expect(
    ['onprem/rc.local', 'onprem/ipsec.conf', 'notes.txt'].map((path) => existsSync(join(folder, path))),
  ).toEqual([false, true, true]);
});

it("the exercise's own folder is no student's", async () => {
  const work = workOf(await findExercise('16'), 'kim');
  expect(() => writeFirstFiles(work, work.exercise.folder)).toThrow(/own folder[^]*--folder/);
});
