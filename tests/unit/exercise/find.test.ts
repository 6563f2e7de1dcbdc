import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { findExercise } from '../../../lab/exercise/find.ts';

// Below the package, so that 's2s-lab' is its source.
mkdirSync('.cache', { recursive: true });
const top = mkdtempSync(resolve('.cache', 'find-'));
afterAll(() => rmSync(top, { recursive: true }));

/** A teacher's own exercise with a mistake in it. */
function withMistake(name: string, right: string, wrong: string): string {
  const folder = join(top, name);
  cpSync('templates/exercise', folder, { recursive: true });
  const file = join(folder, 'exercise.ts');
  writeFileSync(file, readFileSync(file, 'utf8').replace(right, wrong));
  return folder;
}

it.each([
  [
    'a fault',
    "fault('disable-ip-forward'",
    "fault('disable-ip-forwarding'",
    /exercise\.ts:9: .*no such fault/,
  ],
  ['points', 'points: 60', 'points: 0', /exercise\.ts:12: .*no whole number/],
  ['what it throws', 'items: [', 'items: [null!.x,', /exercise\.ts:\d+: .*throws/],
  ['what its module throws', 'minutes: 15', 'minutes: nothing()', /exercise\.ts:\d+: cannot be loaded/],
])(
  'says in which line of a teacher’s exercise there is a mistake: %s',
  async (name, right, wrong, message) => {
    await expect(findExercise(withMistake(name.replace(/\W/g, '-'), right, wrong))).rejects.toThrow(message);
  },
);

it('says which file is missing in its folder, with a hint', async () => {
  const folder = withMistake('no-lab', 'x', 'x');
  rmSync(join(folder, 'lab.yaml'));
  await expect(findExercise(folder)).rejects.toThrow(/lab\.yaml: is missing\n {2}hint: .*exercise new/);
});

it('knows no exercise of another name, and says which is near', async () => {
  await expect(findExercise('01-vpc')).rejects.toThrow(/no such exercise[^]*01-vpcs/);
});
