import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { checkFolder, claimOutput, writeOutput } from '../../../lab/cli/output-file.ts';

const folder = mkdtempSync(join(tmpdir(), 's2s-output-'));
const file = join(folder, 'report.xml');
writeFileSync(file, 'the last run');
afterAll(() => rmSync(folder, { recursive: true }));

it('claims a file, so that no report of an earlier run stays, and writes it', async () => {
  await claimOutput(file);
  expect(readFileSync(file, 'utf8')).toBe('');
  await writeOutput(file, 'this run');
  expect(readFileSync(file, 'utf8')).toBe('this run');
});

it('makes the folders of a report', async () => {
  const report = join(folder, 'out', 'of', 'ci', 'junit.xml');
  await claimOutput(report);
  expect(readFileSync(report, 'utf8')).toBe('');
});

it.each([
  ['a folder', folder, 'EISDIR'],
  ['a file below a file', join(file, 'report.xml'), 'EEXIST'],
])('refuses %s', async (_, path, code) => {
  await expect(claimOutput(path)).rejects.toThrow(`${path}: cannot be written (${code})`);
});

it('takes a folder that can be made, and does not make it', async () => {
  const evidence = join(folder, 'deep', 'evidence');
  await checkFolder(evidence);
  expect(existsSync(join(folder, 'deep'))).toBe(false);
});

it('refuses a folder below a file', async () => {
  await expect(checkFolder(file)).rejects.toThrow('cannot be written (ENOTDIR)');
  await expect(checkFolder(join(file, 'evidence'))).rejects.toThrow('cannot be written (ENOTDIR)');
});
