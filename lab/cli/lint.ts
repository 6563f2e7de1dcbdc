import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Argument } from 'commander';
import type { Command } from 'commander';
import { lint } from '../lint/lint.ts';
import type { LintedRouter } from '../lint/linted-router.ts';
import { routersOf } from '../lint/of-lab.ts';
import { readRouterFolder } from '../lint/read-folder.ts';
import { REFERENCE_LAB_FILE } from '../package-file.ts';
import { loadLab } from '../topology/load.ts';
import { lintExitCode } from './exit-code.ts';
import { formatLint } from './format/lint.ts';
import { resolveLabFile } from './lab-file.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';
import { print } from './output.ts';

/** Declares the verb `lint`. */
export function define(command: Command): void {
  setManual(command, MANUAL);
  command
    .addArgument(
      new Argument('[folder-or-lab]', "folder of a router's files, lab file, or name of a scenario").default(
        REFERENCE_LAB_FILE,
        'the reference lab',
      ),
    )
    .option('--json', 'print the findings as JSON')
    .action(showFindings);
}

function showFindings(given: string, { json = false }: { readonly json?: boolean }): void {
  const routers = routersAt(given);
  const view = { routers: routers.map(({ name }) => name), findings: routers.flatMap(lint) };
  print(view, json, formatLint);
  process.exitCode = lintExitCode(view);
}

/** A folder with a lab.yaml is that lab's; any other is a router's. */
function routersAt(given: string): LintedRouter[] {
  const isFolder = existsSync(given) && statSync(given).isDirectory();
  if (isFolder && !existsSync(join(given, 'lab.yaml'))) return [readRouterFolder(given)];
  const file = resolveLabFile(given);
  return routersOf(loadLab(file), file);
}

const MANUAL: Manual = {
  description: [
    'Reads ipsec.conf, ipsec.secrets, swanctl.conf, frr.conf, sysctl.conf and the commands of a router, or the routers of a lab, and says what does not work (error), what will hurt in production (warning), and what is worth knowing (info), each with its line, the source, and what to write instead.',
    'Nothing is started: `s2s drill` tries it.',
  ],
  examples: [
    ['s2s lint ./my-router', 'a folder with ipsec.conf, ipsec.secrets, commands.sh, …'],
    ['s2s lint my-lab.yaml', 'every router of a lab'],
    ["s2s lint ./my-router --json | jq '.findings[] | {file, line, rule}'"],
  ],
  exit: { 0: 'nothing worse than info was found', 1: 'something was' },
  seeAlso: ['s2s drill', 's2s validate', 's2s up'],
};
