import type { Command } from 'commander';
import { connect } from '../engine/docker.ts';
import { labNames, removeLab } from '../engine/started-lab.ts';
import { UsageError } from '../errors.ts';
import { formatDown } from './format/down.ts';
import { DEFAULT_LAB, labNameOf } from './options.ts';
import { print } from './output.ts';
import { showProgress } from './progress.ts';

export function define(command: Command): void {
  command
    .argument('[lab]', `name of the lab, or its lab file (default: "${DEFAULT_LAB}")`)
    .option('--all', 'every lab of this engine')
    .option('--json', 'print what was removed as JSON')
    .addHelpText('after', EXAMPLES)
    .action(takeDown);
}

async function takeDown(
  lab: string | undefined,
  { all = false, json = false }: { readonly all?: boolean; readonly json?: boolean },
): Promise<void> {
  if (all && lab !== undefined) {
    throw new UsageError({ what: 'either a lab or --all, not both', value: lab });
  }
  const name = all ? null : labNameOf(lab ?? DEFAULT_LAB);
  const docker = await connect();
  using progress = showProgress();
  progress.report(name === null ? 'removing every lab' : `removing lab ${name}`);
  const removed = await removeLab(docker, name ?? undefined);
  const running = await labNames(docker);
  progress[Symbol.dispose]();
  print({ lab: name, removed, running }, json, formatDown);
}

const EXAMPLES = `
Example:
  s2s down           the reference lab
  s2s down mine      another one
  s2s down --all     whatever is left, after a crash, too

Goes by the containers' labels alone: needs no lab file, works twice, and touches nothing else.`;
