import type { Command } from 'commander';
import { importFiles } from '../import/import-files.ts';
import { formatImport } from './format/import.ts';
import { givenName, labOption } from './lab-option.ts';
import type { LabFlag } from './lab-option.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';
import { createOutput } from './output-file.ts';
import { print } from './output.ts';

const NAME = 'imported';
/** It holds pre-shared keys. */
const OWNER_ONLY = 0o600;

export function define(command: Command): void {
  setManual(command, MANUAL);
  command
    .argument('<file...>', "files of AWS's tools, or folders of them, in any order")
    .addOption(labOption(`name of the lab, in place of ${NAME}`))
    .option('-o, --output <file>', 'lab file to write, with the pre-shared keys; standard output gets none')
    .option('--json', 'print what was read and noted, and the lab, as JSON')
    .action(importLab);
}

interface ImportFlags extends LabFlag {
  readonly output?: string;
  readonly json?: boolean;
}

async function importLab(
  paths: readonly string[],
  { output, json = false, ...flag }: ImportFlags,
): Promise<void> {
  const { text, textWithoutKeys, files, notes, lab } = importFiles(paths, givenName(flag) ?? NAME);
  if (output !== undefined) await createOutput(output, text(), OWNER_ONLY);
  if (output === undefined && !json) {
    process.stdout.write(textWithoutKeys());
    return;
  }
  print(
    { output: output ?? null, lab: lab.name, files, notes, labFile: json ? textWithoutKeys() : '' },
    json,
    formatImport,
  );
}

const MANUAL: Manual = {
  description: [
    "Makes a lab file of what AWS's tools give. A file is known by what is in it, not by its name; what several files have of one object is put together. What no file holds, such as the site behind a customer gateway, is filled in, and noted at the top of the lab file.",
    'Pre-shared keys go into the file that --output names, which only its owner can read, and nowhere else. A file that is there is never overwritten.',
  ],
  examples: [
    ['s2s import vpn-0123456789abcdef0.xml', 'print the lab file'],
    ['s2s import vpn-*.xml -o lab.yaml && s2s up lab.yaml'],
  ],
  exit: { 2: 'a file is of no known kind, or has what the lab cannot honour' },
  seeAlso: ['s2s init', 's2s validate', 's2s up', 'docs/import-download.md'],
};
