import type { Command } from 'commander';
import { abortable } from '../engine/abortable.ts';
import type { DataplaneChoice } from '../engine/dataplane.ts';
import { connect } from '../engine/connect.ts';
import { ensureImages } from '../engine/images.ts';
import { UsageError } from '../errors.ts';
import { findScenarios } from '../scenario/find.ts';
import type { FoundScenario } from '../scenario/find.ts';
import { htmlReport } from '../scenario/report/html.ts';
import { junitReport } from '../scenario/report/junit.ts';
import type { SuiteResult } from '../scenario/result.ts';
import { imagesOf } from '../plan/images.ts';
import type { Image } from '../plan/images.ts';
import { checkLabs, runSuite } from '../scenario/suite.ts';
import { scenarioNames, themeOf } from '../scenario/themes.ts';
import type { TimerProfile } from '../topology/types.ts';
import { given } from '../given.ts';
import { suiteExitCode } from './exit-code.ts';
import { formatScenarioList } from './format/run-list.ts';
import type { ListedScenario } from './format/run-list.ts';
import { formatRun } from './format/run.ts';
import { interruptible } from './interrupt.ts';
import type { Interrupted } from './interrupt.ts';
import { labOption } from './lab-option.ts';
import type { LabFlag } from './lab-option.ts';
import { parseDataplane, parseParallel, parseTimers } from './options.ts';
import { checkFolder, claimOutput, writeOutput } from './output-file.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';
import { print, say } from './output.ts';
import { showProgress } from './progress.ts';
import { showRun } from './run-display.ts';

interface RunFlags extends LabFlag {
  readonly all?: boolean;
  readonly list?: boolean;
  readonly control?: boolean;
  readonly timers?: TimerProfile;
  readonly dataplane: DataplaneChoice;
  readonly parallel: number;
  readonly keep?: boolean;
  readonly evidence: string;
  readonly junit?: string;
  readonly html?: string;
  readonly json?: boolean;
}

export function define(command: Command): void {
  setManual(command, MANUAL);
  command
    .argument('[scenario...]', 'names of scenarios, or folders with a scenario.ts')
    .option('--all', 'every scenario that comes with the package')
    .option('--list', 'list the scenarios with what each proves, as without any name')
    .option('--control', 'take the cause away: every scenario has to fail')
    .option('--timers <profile>', "aws or fast, in place of the lab file's", parseTimers)
    .option('--dataplane <plane>', 'auto, kernel or userspace', parseDataplane, 'auto')
    .option('--parallel <n>', 'how many labs run side by side', parseParallel, 1)
    .addOption(labOption("name of the lab, in place of the lab file's"))
    .option('--keep', 'leave the labs for a look')
    .option(
      '--evidence <folder>',
      'where to save what a lab looked like when its scenario failed',
      'evidence',
    )
    .option('--junit <file>', 'write a JUnit report')
    .option('--html <file>', 'write a report with pictures, in one file')
    .option('--json', 'print the result as JSON')
    .action(runScenarios);
}

async function runScenarios(names: readonly string[], flags: RunFlags, command: Command): Promise<void> {
  const { all = false, list = false, json = false } = flags;
  if (all && names.length > 0) throw new UsageError({ what: 'either scenarios or --all, not both' });
  const isList = list || (!all && names.length === 0);
  if (isList) refuseToListOnly(command);
  const scenarios = await findScenarios(names.length > 0 ? [...new Set(names)] : scenarioNames());
  if (isList) print({ scenarios: scenarios.map(listed) }, json, formatScenarioList);
  else await runAndReport(scenarios, flags);
}

const listed = ({ name, title, proves, rule, source, folder }: FoundScenario): ListedScenario => ({
  name,
  title,
  theme: themeOf(folder),
  proves,
  rule: rule ?? null,
  source: source ?? null,
  folder,
});

/**
 * In a pipeline a name may be an empty variable: whoever says how to run, or wants a report, does not mean the list.
 * @throws {UsageError} if an option is given that only a run has.
 */
function refuseToListOnly(command: Command): void {
  const given = command.options.find(
    (option) =>
      !LIST_OPTIONS.includes(option.attributeName()) &&
      command.getOptionValueSource(option.attributeName()) === 'cli',
  );
  if (given === undefined) return;
  throw new UsageError({
    key: given.long ?? given.flags,
    what: 'there is no scenario to run',
    hint: 'name scenarios, or --all for every one; `s2s run` alone lists them',
  });
}

/** The options that go with a list. */
const LIST_OPTIONS: readonly string[] = ['list', 'all', 'json', 'engine'];

async function runAndReport(scenarios: readonly FoundScenario[], flags: RunFlags): Promise<void> {
  const {
    all = false,
    name,
    junit,
    html,
    evidence,
    timers,
    dataplane,
    control = false,
    keep = false,
    parallel,
    json = false,
  } = flags;
  if (name !== undefined && scenarios.length > 1) {
    throw new UsageError({ key: '--name', what: 'is for one scenario, not for several', value: name });
  }
  const options = {
    control,
    keep,
    dataplane,
    skipUnsupported: all,
    evidenceFolder: evidence,
    ...given({ timers, labName: name }),
  };
  const labs = checkLabs(scenarios, options);
  for (const file of [junit, html]) if (file !== undefined) await claimOutput(file);
  await checkFolder(evidence);

  await interruptible(async (signal) => {
    await abortable(signal)(prepareEngine(imagesOf(labs)));
    using display = showRun(parallel > 1 ? scenarios.map((each) => each.name) : []);
    signal.addEventListener('abort', () => display[Symbol.dispose]());
    const suite = await runSuite(scenarios, { ...options, parallel, signal, observe: display.observe });
    display[Symbol.dispose]();
    if (junit !== undefined) await writeOutput(junit, junitReport(suite));
    if (html !== undefined) await writeOutput(html, htmlReport(suite));
    print(suite, json, formatRun);
    if (keep)
      for (const lab of labsLeft(suite)) say(`lab ${lab} is left for a look; \`s2s down ${lab}\` removes it`);
    process.exitCode = suiteExitCode(suite);
    if (signal.aborted) end(signal.reason as Interrupted);
  });
}

/** One scenario after the other would build the images otherwise, or, side by side, each of them. */
async function prepareEngine(images: readonly Image[]): Promise<void> {
  using progress = showProgress();
  await ensureImages(await connect(), progress.report, images);
}

const labsLeft = ({ scenarios }: SuiteResult): string[] =>
  scenarios.filter(({ dataplane }) => dataplane !== null).map(({ lab }) => lab);

/** The result is printed already; work that was interrupted may still be under way, and nobody waits for it. */
function end({ message, exitCode }: Interrupted): never {
  say(message);
  process.exit(exitCode);
}

const MANUAL: Manual = {
  description: [
    'With --all a scenario that needs what the kernel lacks is skipped. On Ctrl-C the labs are removed, and the reports tell what had ended by then.',
  ],
  examples: [
    ['s2s run', 'list the scenarios'],
    ['s2s run tunnel-1-dies-static tunnel-1-dies-child-sa'],
    ['s2s run ./my-scenario --keep', 'one of your own; its lab stays for a look'],
    ['s2s run --all --parallel 3 --junit junit.xml --html report.html'],
    ['s2s run --all --control', 'every one has to fail without its cause'],
  ],
  exit: {
    0: 'all passed',
    1: 'one failed',
    2: 'bad input, or one could not be carried out for it',
    3: 'one could not be carried out',
    4: 'one was inconclusive',
  },
  environment: ['S2S_ENGINE', 'DOCKER_HOST', 'S2S_BUDGET_FACTOR'],
  seeAlso: ['s2s fault', 's2s up'],
};
