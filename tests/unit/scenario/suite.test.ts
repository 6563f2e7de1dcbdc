import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { LabFileError, UsageError } from '../../../lab/errors.ts';
import type { FoundScenario } from '../../../lab/scenario/find.ts';
import { checkLabs } from '../../../lab/scenario/suite.ts';

const base = fileURLToPath(new URL('../../../scenarios/reference/lab.yaml', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 's2s-suite-'));
afterAll(() => rmSync(root, { recursive: true }));

function scenario(
  name: string,
  lab: string | null,
  control: FoundScenario['control'] = 'without-faults',
): FoundScenario {
  const folder = join(root, name);
  mkdirSync(folder);
  if (lab !== null) writeFileSync(join(folder, 'lab.yaml'), `extends: ${base}\n${lab}\n`);
  const run = (): Promise<void> => Promise.resolve();
  return { name, given: `./${name}`, folder, title: name, proves: '', rule: '', source: '', control, run };
}

const one = scenario('one', 'name: one');
const other = scenario('other', 'name: other');
const again = scenario('again', 'name: one');
const wrong = scenario('wrong', 'name: wrong\ntimers: slow');
const none = scenario('none', null);
const controlled = scenario('controlled', 'name: controlled', { labFile: 'without.yaml' });

describe('the labs of several scenarios', () => {
  it('pass if each is valid and has a name of its own', () => {
    expect(() => checkLabs([one, other], {})).not.toThrow();
  });

  it('are refused with everything that is wrong with any', () => {
    expect(() => checkLabs([one, wrong, none], {})).toThrow(LabFileError);
    expect(() => checkLabs([one, wrong, none], {})).toThrow(
      /wrong\/lab\.yaml:3.*timers[^]*none\/lab\.yaml: does not exist/,
    );
  });

  it('are refused if two have the same name: they could not run side by side, and share a folder of evidence', () => {
    expect(() => checkLabs([one, other, again], {})).toThrow(UsageError);
    expect(() => checkLabs([one, other, again], {})).toThrow(
      './one and ./again have labs of the same name\n  value: one',
    );
  });

  it('are those of the control runs if it is these that run', () => {
    expect(() => checkLabs([controlled], {})).not.toThrow();
    expect(() => checkLabs([controlled], { control: true })).toThrow('without.yaml: does not exist');
  });
});
