import { appendFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { DataplaneChoice } from '../engine/dataplane.ts';
import { UsageError } from '../errors.ts';
import { checkExpectations, dryRun } from '../gate/check.ts';
import { loadGate } from '../gate/load.ts';
import { githubAnnotations, githubSummary } from '../gate/report/github.ts';
import { gateHtml } from '../gate/report/html.ts';
import { gateJunit } from '../gate/report/junit.ts';
import type { GateResult } from '../gate/result.ts';
import { bringUp } from '../lifecycle/bring-up.ts';
import type { Lab } from '../topology/types.ts';
import { VERDICT_EXIT } from './exit-code.ts';
import { formatCheck } from './format/check.ts';
import { interruptible } from './interrupt.ts';
import { labFileArgument, resolveLabFile } from './lab-file.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';
import { parseDataplane } from './options.ts';
import { claimOutput, writeOutput } from './output-file.ts';
import { print } from './output.ts';
import { showProgress } from './progress.ts';

interface CheckFlags {
  readonly expect?: string;
  readonly dryRun?: boolean;
  readonly dataplane: DataplaneChoice;
  readonly junit?: string;
  readonly html?: string;
  readonly github?: boolean;
  readonly json?: boolean;
}

/** Declares the verb `check`. */
export function define(command: Command): void {
  setManual(command, MANUAL);
  command
    .addArgument(labFileArgument())
    .option('--expect <file>', "expectations in place of the lab file's: a file with expect:")
    .option('--dry-run', 'ask the model alone: milliseconds, and no engine')
    .option('--dataplane <plane>', 'auto, kernel or userspace', parseDataplane, 'auto')
    .option('--junit <file>', 'write a JUnit report, a case for each pair of hosts')
    .option('--html <file>', 'write a report as one HTML file')
    .option('--github', "mark lines as GitHub Actions does, and add to the job's summary")
    .option('--json', 'print the result as JSON')
    .action(check);
}

async function check(labFile: string, flags: CheckFlags): Promise<void> {
  const { expect, junit, html, github = false, json = false } = flags;
  const { lab, file } = loadGate(resolveLabFile(labFile), expect);
  if (lab.expectations.length === 0) {
    throw new UsageError({
      file,
      key: 'expect',
      what: 'expects nothing, so there is nothing to check',
      hint: 'write expect: with from and to, or name a file that has it by --expect',
    });
  }
  for (const report of [junit, html]) if (report !== undefined) await claimOutput(report);
  const result = flags.dryRun === true ? dryRun(lab, file) : await byPackets(lab, file, flags.dataplane);
  if (junit !== undefined) await writeOutput(junit, gateJunit(result));
  if (html !== undefined) await writeOutput(html, gateHtml(result));
  print(result, json, formatCheck);
  if (github) await tellGithub(result);
  process.exitCode = VERDICT_EXIT[result.verdict];
}

/** A lab that lives no longer than its check. */
function byPackets(lab: Lab, file: string, dataplane: DataplaneChoice): Promise<GateResult> {
  return interruptible(async (signal) => {
    using progress = showProgress();
    const { running } = await bringUp(
      { ...lab, name: `check-${process.pid}` },
      { file: resolve(file), dataplane, signal, progress: progress.report, ephemeral: true, mustBeNew: true },
    );
    await using lives = running;
    // Reports name the lab that is checked, not the one that stands for it.
    return { ...(await checkExpectations(lives, file, progress.report)), lab: lab.name };
  });
}

/** Annotations go to standard error, where a runner reads them, too; the summary to the file that it names. */
async function tellGithub(result: GateResult): Promise<void> {
  for (const line of githubAnnotations(result)) process.stderr.write(`${line}\n`);
  const { GITHUB_STEP_SUMMARY: file } = process.env;
  if (file !== undefined && file !== '') await appendFile(file, githubSummary(result));
}

const MANUAL: Manual = {
  description: [
    'Brings a lab of its own up, holds it against what its file expects, and removes it. Every pair, over IPv4 and over IPv6 where both hosts have it, counts with its controls, and packets that are not as the model has them are a failure, whatever is expected.',
    'What is expected during a fault is checked while that fault lasts; --dry-run skips it.',
  ],
  examples: [
    ['s2s check lab.yaml'],
    ['s2s check lab.yaml --dry-run', 'by the model alone'],
    ['s2s check lab.yaml --expect intent.yaml --junit junit.xml'],
    ['s2s check lab.yaml --github', 'in a job of GitHub Actions'],
  ],
  exit: {
    0: 'everything is as expected',
    1: 'something is not: the report says what, and why',
    2: 'bad input, or nothing is expected',
    3: 'the lab could not run',
    4: 'whether something is as expected could not be found out',
  },
  seeAlso: ['s2s validate', 's2s matrix', 's2s explain', 'docs/gate.md'],
};
