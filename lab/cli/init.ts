import { readFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import type { Command } from 'commander';
import { packageFile } from '../package-file.ts';
import { formatInit } from './format/init.ts';
import { givenName, labOption } from './lab-option.ts';
import type { LabFlag } from './lab-option.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';
import { createOutput } from './output-file.ts';
import { print } from './output.ts';

const TEMPLATE = packageFile('templates/lab.yaml');
const TEMPLATE_NAME = 'my-lab';

export function define(command: Command): void {
  setManual(command, MANUAL);
  command
    .argument('[file]', 'lab file to write', 'lab.yaml')
    .addOption(labOption(`name of the lab, in place of ${TEMPLATE_NAME}`))
    .option('--json', 'print what was written as JSON')
    .action(init);
}

async function init(
  file: string,
  { json = false, ...flag }: LabFlag & { readonly json?: boolean },
): Promise<void> {
  const lab = givenName(flag) ?? TEMPLATE_NAME;
  const schema = relative(dirname(file), packageFile('lab.schema.json'));
  const template = await readFile(TEMPLATE, 'utf8');
  const text = template
    .replace('$schema=../lab.schema.json', () => `$schema=${schema}`)
    .replace(`name: ${TEMPLATE_NAME}`, `name: ${lab}`)
    .replaceAll('FILE', () => file);
  await createOutput(file, text);
  print({ file, lab }, json, formatInit);
}

const MANUAL: Manual = {
  description: [
    'Writes a commented lab file: one VPC, a Transit Gateway, a site and two tunnels. It can be brought up as it is. A file that is there is never overwritten.',
  ],
  examples: [['s2s init'], ['s2s init labs/mine.yaml --name mine'], ['s2s init && s2s up lab.yaml']],
  exit: { 2: 'bad input, e.g. the file is there already' },
  seeAlso: ['s2s validate', 's2s up', 'docs/lab-file.md'],
};
