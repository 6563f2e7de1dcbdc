import type { Command } from 'commander';
import { connect } from '../engine/connect.ts';
import { labNames, removeLab } from '../engine/started-lab.ts';
import { UsageError } from '../errors.ts';
import { formatDown } from './format/down.ts';
import { givenName, LAB_ARGUMENT, labOption, onlyLab } from './lab-option.ts';
import type { LabFlag } from './lab-option.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';
import { print } from './output.ts';
import { showProgress } from './progress.ts';

interface DownFlags extends LabFlag {
  readonly all?: boolean;
  readonly json?: boolean;
}

export function define(command: Command): void {
  setManual(command, MANUAL);
  command
    .argument('[lab...]', LAB_ARGUMENT)
    .addOption(labOption())
    .option('--all', 'every lab of this engine')
    .option('--json', 'print what was removed as JSON')
    .action(takeDown);
}

async function takeDown(
  given: readonly string[],
  { all = false, json = false, ...flag }: DownFlags,
): Promise<void> {
  const named = namedLabs(given, flag);
  if (all && (given.length > 0 || flag.name !== undefined)) {
    throw new UsageError({ what: 'either a lab or --all, not both', value: named.join(' ') });
  }
  const runtime = await connect();
  using progress = showProgress();
  const before = await labNames(runtime);
  const labs = all ? before : named.length > 0 || before.length === 0 ? named : [onlyLab(before)];
  progress.report(all ? 'removing every lab' : `removing ${labs.join(', ')}`);
  const removed = all
    ? await removeLab(runtime)
    : (await Promise.all(labs.map((lab) => removeLab(runtime, lab)))).flat();
  const running = await labNames(runtime);
  progress[Symbol.dispose]();
  const lab = labs.length === 1 && !all ? labs[0]! : null;
  print({ lab, labs: all ? null : labs, removed, running }, json, formatDown);
}

/** The labs that are named; none where the only one that runs is meant. */
function namedLabs(given: readonly string[], flag: LabFlag): string[] {
  const names = given.length > 0 ? given.map((each) => givenName(flag, each)) : [givenName(flag)];
  return [...new Set(names.filter((name) => name !== undefined))];
}

const MANUAL: Manual = {
  description: [
    "Goes by the containers' labels alone: it needs no lab file, works twice, and touches nothing else.",
  ],
  examples: [
    ['s2s down', 'the only lab that runs'],
    ['s2s down mine', 'one of several; s2s down --name mine, too'],
    ['s2s down a b'],
    ['s2s down --all', 'whatever is left, after a crash, too'],
  ],
  exit: { 0: 'the lab is gone, or was not there' },
  seeAlso: ['s2s up', 's2s list'],
};
