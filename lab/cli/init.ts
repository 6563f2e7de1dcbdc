import { readFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import type { Command } from 'commander';
import { stringify } from 'yaml';
import { packageFile, REFERENCE_LAB_FILE } from '../package-file.ts';
import type { BroughtFolder } from '../topology/bring-router.ts';
import { labFileWithRouter } from '../topology/lab-file-with-router.ts';
import type { RouterNote } from '../topology/types.ts';
import { formatInit } from './format/init.ts';
import { givenName, labOption } from './lab-option.ts';
import type { LabFlag } from './lab-option.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';
import { createOutput } from './output-file.ts';
import { print } from './output.ts';
import { routerOption } from './router-option.ts';
import type { RouterFlag } from './router-option.ts';

const TEMPLATE = packageFile('templates/lab.yaml');
const TEMPLATE_NAME = 'my-lab';

export function define(command: Command): void {
  setManual(command, MANUAL);
  command
    .argument('[file]', 'lab file to write', 'lab.yaml')
    .addOption(labOption(`name of the lab, in place of ${TEMPLATE_NAME}`))
    .addOption(routerOption())
    .option('--json', 'print what was written as JSON')
    .action(init);
}

interface InitFlags extends LabFlag, RouterFlag {
  readonly json?: boolean;
}

async function init(file: string, { json = false, router, ...flag }: InitFlags): Promise<void> {
  const lab = givenName(flag) ?? TEMPLATE_NAME;
  const schema = `$schema=${pathFrom(file, packageFile('lab.schema.json'))}`;
  const { text, notes } = router === undefined ? await template(file, lab) : withRouter(file, lab, router);
  await createOutput(
    file,
    text.replace('$schema=../lab.schema.json', () => schema),
  );
  print({ file, lab, notes }, json, formatInit);
}

interface LabFileText {
  readonly text: string;
  readonly notes: readonly RouterNote[];
}

async function template(file: string, lab: string): Promise<LabFileText> {
  const text = await readFile(TEMPLATE, 'utf8');
  return {
    text: text.replace(`name: ${TEMPLATE_NAME}`, `name: ${lab}`).replaceAll('FILE', () => file),
    notes: [],
  };
}

/** The reference lab with a router of one's own, whose AWS's end is as the router's files expect. */
function withRouter(file: string, name: string, routers: readonly BroughtFolder[]): LabFileText {
  const { over, notes } = labFileWithRouter(REFERENCE_LAB_FILE, routers, (folder) => pathFrom(file, folder));
  const head = [
    '# yaml-language-server: $schema=../lab.schema.json',
    `# The reference lab with the router of ${routers.map(({ folder }) => folder).join(', ')}. Every key is in docs/lab-file.md.`,
  ];
  const text = stringify({ extends: pathFrom(file, REFERENCE_LAB_FILE), name, ...over });
  return { text: `${head.join('\n')}\n${text}`, notes };
}

/** A path as a file names it that lies elsewhere. */
const pathFrom = (file: string, path: string): string => relative(dirname(file), path) || '.';

const MANUAL: Manual = {
  description: [
    'Writes a commented lab file: one VPC, a Transit Gateway, a site and two tunnels. It can be brought up as it is. A file that is there is never overwritten.',
    "With --router it is the reference lab with a router of yours: the addresses that its files expect of AWS's end are in it, and yours to change.",
  ],
  examples: [
    ['s2s init'],
    ['s2s init --router ./my-router', 'the reference lab, with a router of yours'],
    ['s2s init labs/mine.yaml --name mine'],
    ['s2s init && s2s up lab.yaml'],
  ],
  exit: { 2: 'bad input, e.g. the file is there already' },
  seeAlso: ['s2s validate', 's2s up', 'docs/lab-file.md'],
};
