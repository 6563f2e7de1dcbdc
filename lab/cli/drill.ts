import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { StartedLab } from '../engine/started-lab.ts';
import type { DataplaneChoice } from '../engine/dataplane.ts';
import { UsageError } from '../errors.ts';
import { DRILL_EVENTS } from '../drill/catalogue.ts';
import { drill } from '../drill/drill.ts';
import type { DrillObserver } from '../drill/drill.ts';
import { drillHtml } from '../drill/report/html.ts';
import { drillJunit } from '../drill/report/junit.ts';
import { checkEventNames, titleOf } from '../drill/select.ts';
import { lint } from '../lint/lint.ts';
import { routersOf } from '../lint/of-lab.ts';
import { bringUp } from '../lifecycle/bring-up.ts';
import { loadLab } from '../topology/load.ts';
import type { TimerProfile } from '../topology/types.ts';
import { given } from '../given.ts';
import { drillExitCode } from './exit-code.ts';
import { formatDrill, formatDrillStart, formatEventEnd } from './format/drill.ts';
import { table } from './format/table.ts';
import { interruptible } from './interrupt.ts';
import { labFileArgument, resolveLabFile } from './lab-file.ts';
import { labOption, openLab } from './lab-option.ts';
import type { LabFlag } from './lab-option.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';
import { parseDataplane, parseNames, parseTimers } from './options.ts';
import { claimOutput, writeOutput } from './output-file.ts';
import { colours, print } from './output.ts';
import { showProgress } from './progress.ts';
import { routerOption } from './router-option.ts';
import type { RouterFlag } from './router-option.ts';

interface DrillFlags extends LabFlag, RouterFlag {
  readonly only?: readonly string[];
  readonly list?: boolean;
  readonly timers?: TimerProfile;
  readonly dataplane: DataplaneChoice;
  readonly junit?: string;
  readonly html?: string;
  readonly json?: boolean;
}

/** Declares the verb `drill`. */
export function define(command: Command): void {
  setManual(command, MANUAL);
  command
    .addArgument(labFileArgument())
    .addOption(labOption('a lab that runs, in place of one of its own'))
    .addOption(routerOption())
    .option('--only <events>', 'names of events, with commas between', parseNames)
    .option('--list', 'list the events with what each stands for')
    .option('--timers <profile>', "aws or fast, in place of the lab file's", parseTimers)
    .option('--dataplane <plane>', 'auto, kernel or userspace', parseDataplane, 'auto')
    .option('--junit <file>', 'write a JUnit report, a case for each event')
    .option('--html <file>', 'write a report with pictures, in one file')
    .option('--json', 'print the result as JSON')
    .action(runDrill);
}

async function runDrill(labFile: string, flags: DrillFlags, command: Command): Promise<void> {
  const { only, list = false, junit, html, json = false, name, router } = flags;
  if (list) return listEvents(json);
  if (name !== undefined && (command.args.length > 0 || router !== undefined)) {
    throw new UsageError({ what: 'a lab that runs is as it is: either --name, or a lab file and --router' });
  }
  if (only !== undefined) checkEventNames(only);
  for (const file of [junit, html]) if (file !== undefined) await claimOutput(file);
  const result = await interruptible(async (signal) => {
    using progress = showProgress();
    await using running = await (name === undefined
      ? labOfItsOwn(labFile, flags, signal, progress.report)
      : openLab({ name }));
    progress[Symbol.dispose]();
    // Awaited here: the lab ends with this scope.
    const drilled = await drill(running, {
      only,
      signal,
      observer: observing(running),
      isLabRemoved: name === undefined,
    });
    return { ...drilled, lint: routersOf(running.definition, labFile).flatMap(lint) };
  });
  if (junit !== undefined) await writeOutput(junit, drillJunit(result));
  if (html !== undefined) await writeOutput(html, drillHtml(result));
  print(result, json, formatDrill);
  process.exitCode = drillExitCode(result);
}

/** A lab that lives no longer than its drill. */
async function labOfItsOwn(
  labFile: string,
  { timers, dataplane, router }: DrillFlags,
  signal: AbortSignal,
  progress: (step: string, detail?: string) => void,
): Promise<StartedLab> {
  const file = resolveLabFile(labFile);
  const lab = loadLab(file, given({ timers, routers: router }));
  const { running } = await bringUp(
    { ...lab, name: `drill-${process.pid}` },
    { file: resolve(file), dataplane, signal, progress, ephemeral: true, mustBeNew: true },
  );
  return running;
}

/** Tells on standard error how a drill goes: an event that is over in a line, and what happened. */
function observing(running: StartedLab): DrillObserver {
  const c = colours(process.stderr);
  let progress = showProgress();
  const leave = (text: string): void => {
    progress[Symbol.dispose]();
    process.stderr.write(`${text}\n`);
    progress = showProgress();
  };
  return {
    planned: (events, expectedMs) =>
      leave(formatDrillStart(running.name, running.definition.timers, events, expectedMs)),
    started: ({ name, title }) => progress.report(name, title),
    progress: (step) => progress.report(step),
    finished: (result) => leave(formatEventEnd(result, c)),
  };
}

function listEvents(json: boolean): void {
  const events = DRILL_EVENTS.map((event) => ({
    name: event.name,
    title: titleOf(event, 'the router', null),
    standsFor: event.standsFor,
    source: event.source,
  }));
  print({ events }, json, (shown, c) =>
    table(
      ['EVENT', 'WHAT HAPPENS'],
      shown.events.map(({ name, title }) => [name, title]),
      c,
    ),
  );
}

const MANUAL: Manual = {
  description: [
    'Does to a router, one after the other, what AWS, the Internet and its own machine will do to it, and measures what becomes of the traffic: lost probes in both directions, the time without an answer, the tunnel that carries it afterwards, whether a tunnel comes back by itself.',
    'Each event is taken back, and the lab whole again, before the next. A lab of its own is removed in the end; with --name a lab that runs is used, and stays.',
    "With compressed timers (timers: fast, the default) a silent peer is found dead in some three seconds, with AWS's own in 30 to 40: --timers aws measures that.",
  ],
  examples: [
    ['s2s drill', 'the reference lab'],
    ['s2s drill --router ./my-router', 'a router of yours in its place'],
    ['s2s drill my-lab.yaml --html drill.html'],
    ['s2s drill --only silent-death,reboot', 'two events, the first for each tunnel'],
    ['s2s drill --name mine --only maintenance:tunnel-1', 'one event in a lab that runs'],
    ['s2s drill --list', 'the events, and what each stands for'],
  ],
  exit: {
    0: 'everything failed over, or lost nothing',
    1: 'something did not: the report says what, and why',
    3: 'the lab could not run',
    4: 'whether something fails over could not be found out',
  },
  seeAlso: ['s2s lint', 's2s fault', 's2s explain', 's2s run'],
};
