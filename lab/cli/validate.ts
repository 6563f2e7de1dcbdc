import type { Command } from 'commander';
import { EXIT } from '../errors.ts';
import { checkLabFile } from '../view/lab-file-check.ts';
import { formatValidate } from './format/validate.ts';
import { resolveLabFile } from './lab-file.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';
import { print } from './output.ts';
import { routerOption } from './router-option.ts';
import type { RouterFlag } from './router-option.ts';

export function define(command: Command): void {
  setManual(command, MANUAL);
  command
    .argument('<lab-file...>', 'lab files, or names of scenarios')
    .addOption(routerOption())
    .option('--json', 'print what was found as JSON')
    .action(validate);
}

function validate(
  given: readonly string[],
  { json = false, router }: RouterFlag & { readonly json?: boolean },
): void {
  const files = given.map((file) => checkLabFile(file, resolveLabFile, { routers: router }));
  print({ files }, json, formatValidate);
  process.exitCode = files.every(({ valid }) => valid) ? EXIT.passed : EXIT.badInput;
}

const MANUAL: Manual = {
  description: [
    'Makes every check that s2s up makes of a lab file before it turns to the engine, with the files that it extends or names. Everything wrong is reported at once; warnings and notes fail nothing.',
  ],
  examples: [
    ['s2s validate lab.yaml'],
    ['s2s validate reference --router ./my-router', 'what of a router of yours the lab takes over'],
    ['s2s validate labs/*.yaml', 'in CI, before anything is started'],
    ["s2s validate lab.yaml --json | jq '.files[].problems[] | {file, line, what}'"],
  ],
  exit: { 0: 'every file is valid', 2: 'one is not' },
  seeAlso: ['s2s init', 's2s up', 's2s render', 'docs/lab-file.md'],
};
