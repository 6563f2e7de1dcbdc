import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveLabFile } from '../../../lab/cli/lab-file.ts';
import { UsageError } from '../../../lab/errors.ts';
import { packagedFolder } from '../../../lab/scenario/themes.ts';
import { loadLab } from '../../../lab/topology/load.ts';

/** A folder of a user's, which has none of the package's scenarios. */
const folder = mkdtempSync(join(tmpdir(), 's2s-lab-file-'));
const before = process.cwd();
beforeAll(() => {
  process.chdir(folder);
  for (const own of ['mine', 'reference']) {
    mkdirSync(own);
    writeFileSync(join(own, 'lab.yaml'), '');
  }
  mkdirSync('empty');
  writeFileSync('lab.yaml', '');
  writeFileSync('walk-through', '');
});
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

describe('resolveLabFile', () => {
  it.each([
    ['a file', 'lab.yaml', 'lab.yaml'],
    ['a folder with a lab.yaml', 'mine', 'mine/lab.yaml'],
    ['the same as a path', './mine', 'mine/lab.yaml'],
    ['the name of a scenario', 'wrong-psk', `${packagedFolder('wrong-psk')}/lab.yaml`],
    ['such a name before a folder, as run does', 'reference', `${packagedFolder('reference')}/lab.yaml`],
    ['a file before a scenario', 'walk-through', 'walk-through'],
    [
      "a path of the package's",
      'scenarios/misconfiguration/wrong-psk/lab.yaml',
      `${packagedFolder('wrong-psk')}/lab.yaml`,
    ],
    [
      'a second lab file of it',
      'scenarios/day-2/third-vpc-joins/with-vpc-c.yaml',
      `${packagedFolder('third-vpc-joins')}/with-vpc-c.yaml`,
    ],
    ['what is nowhere, as it is', 'scenarios/dpd/none/lab.yaml', 'scenarios/dpd/none/lab.yaml'],
    ['a folder without one, as a path', './empty', './empty'],
  ])('takes %s', (_, given, file) => {
    expect(resolveLabFile(given)).toBe(file);
  });

  it('refuses a name of nothing with the nearest scenario', () => {
    expect(() => resolveLabFile('wrong-pks')).toThrow(UsageError);
    expect(() => resolveLabFile('wrong-pks')).toThrow('hint: did you mean wrong-psk?');
  });

  it('makes true what a missing lab file hints at', () => {
    expect(() => loadLab(resolveLabFile('nowhere/lab.yaml'))).toThrow('e.g. scenarios/reference/lab.yaml');
    expect(loadLab(resolveLabFile('scenarios/reference/lab.yaml')).name).toBe('reference');
  });
});
