import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LabFileError } from '../../lab/errors.ts';
import { loadLab } from '../../lab/topology/load.ts';

const folder = relative(process.cwd(), import.meta.dirname);
const namesOf = (extension: string): string[] =>
  readdirSync(folder).flatMap((file) => (file.endsWith(extension) ? [file.slice(0, -extension.length)] : []));

/** What the lab files called extends-* extend. */
const bases = readdirSync(join(folder, 'files')).map((file) => join(folder, 'files', file));

function errorOf(path: string): unknown {
  try {
    return loadLab(path);
  } catch (error) {
    return error;
  }
}

/** `vitest run -u` writes the texts anew; read the difference before it is committed. */
describe('error texts of lab files', () => {
  it.each(namesOf('.yaml'))('%s', async (name) => {
    const error = errorOf(join(folder, `${name}.yaml`));
    expect(error).toBeInstanceOf(LabFileError);
    const { message, problems: problems } = error as LabFileError;
    await expect(`${message}\n`).toMatchFileSnapshot(`${name}.txt`);
    expect(message).not.toMatch(/hush|12345678|short/);
    for (const { file, line, column } of problems.filter((problem) => problem.what !== 'is empty')) {
      expect([join(folder, `${name}.yaml`), ...(name.startsWith('extends-') ? bases : [])]).toContain(file);
      expect({ line, column }).toEqual({
        line: expect.any(Number) as number,
        column: expect.any(Number) as number,
      });
    }
  });

  it('has a lab file for every text', () => {
    expect(namesOf('.txt')).toEqual(namesOf('.yaml'));
  });
});
