import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checksumOf } from '../../../lab/exercise/digest.ts';
import { findExercise } from '../../../lab/exercise/find.ts';
import type { FoundExercise } from '../../../lab/exercise/find.ts';

/** Two exercises, of which the first takes a file of the second, and a module and a lab file that both have in common. */
let top: string;
let exercise: FoundExercise;

beforeEach(async () => {
  // Below the package, so that 's2s-lab' is its source.
  mkdirSync('.cache', { recursive: true });
  top = mkdtempSync(resolve('.cache', 'digest-'));
  cpSync('templates/exercise', join(top, 'own'), { recursive: true });
  mkdirSync(join(top, 'other'));
  writeFileSync(join(top, 'own/lab.yaml'), 'extends: ../base.yaml\nname: own\n');
  writeFileSync(join(top, 'base.yaml'), 'name: base\n');
  writeFileSync(join(top, 'common.ts'), "export { title } from './title.ts';\n");
  writeFileSync(join(top, 'title.ts'), "export const title = 'a title';\n");
  writeFileSync(join(top, 'other/commands.sh'), 'true\n');
  writeFileSync(join(top, 'other/unused.sh'), 'true\n');
  writeFileSync(
    join(top, 'own/exercise.ts'),
    `import { exercise, reaches } from 's2s-lab';
import { title } from '../common.ts';
export default exercise({
  title, goal: 'g', minutes: 1,
  task: () => ({
    items: [{ name: 'a', points: 1, reason: 'r', check: reaches('x', 'y') }],
    hints: [],
    solution: { files: { 'onprem/commands.sh': '../other/commands.sh' } },
  }),
});
`,
  );
  exercise = await findExercise(join(top, 'own'));
});
afterEach(() => rmSync(top, { recursive: true }));

it.each(['own/README.md', 'own/exercise.ts', 'other/commands.sh', 'common.ts', 'title.ts'])(
  'is another one once %s has changed',
  (path) => {
    const before = checksumOf(exercise);
    expect(checksumOf(exercise)).toBe(before);
    appendFileSync(join(top, path), '\n');
    expect(checksumOf(exercise)).not.toBe(before);
  },
);

it('is another one once what the lab file extends says something else', () => {
  const before = checksumOf(exercise);
  appendFileSync(join(top, 'base.yaml'), 'timers: fast\n');
  expect(checksumOf(exercise)).not.toBe(before);
});

it('goes by nothing that is not used', () => {
  const before = checksumOf(exercise);
  appendFileSync(join(top, 'other/unused.sh'), '\n');
  expect(checksumOf(exercise)).toBe(before);
});
