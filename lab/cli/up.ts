import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { DataplaneChoice } from '../engine/dataplane.ts';
import type { InjectedFault } from '../faults/injected.ts';
import { bringUp } from '../lifecycle/bring-up.ts';
import { scriptNotes } from '../probe/script-notes.ts';
import type { TunnelNote } from '../aws/tunnel-notes.ts';
import { loadLab } from '../topology/load.ts';
import { checksExitCode } from './exit-code.ts';
import { interruptible } from './interrupt.ts';
import type { FaultView } from '../view/faults.ts';
import { labView } from '../view/lab.ts';
import { routeTableViews } from '../view/route-tables.ts';
import { labFileArgument, resolveLabFile } from './lab-file.ts';
import { givenName, labOption, nameFlag } from './lab-option.ts';
import type { LabFlag } from './lab-option.ts';
import { matrixView } from '../view/matrix.ts';
import { byCause, namesOf, notesView } from '../view/notes.ts';
import { given } from '../given.ts';
import type { TimerProfile } from '../topology/types.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';
import { parseDataplane, parseTimers, parseWait } from './options.ts';
import { print, say } from './output.ts';
import { routerOption } from './router-option.ts';
import type { RouterFlag } from './router-option.ts';
import { showProgress } from './progress.ts';

interface UpFlags extends LabFlag, RouterFlag {
  readonly dataplane: DataplaneChoice;
  readonly timers?: TimerProfile;
  readonly wait?: number;
  readonly strict?: boolean;
  readonly json?: boolean;
  readonly brief?: boolean;
}

export function define(command: Command): void {
  setManual(command, MANUAL);
  command
    .addArgument(labFileArgument())
    .addOption(labOption("name of the lab, in place of the lab file's"))
    .addOption(routerOption())
    .option('--dataplane <plane>', 'auto, kernel or userspace', parseDataplane, 'auto')
    .option('--timers <profile>', "aws or fast, in place of the lab file's", parseTimers)
    .option('--wait <seconds>', 'how long to wait for tunnels, in place of 30', parseWait)
    .option('--strict', 'let a warning fail, too')
    .option('--json', 'print the result as JSON')
    .option('--brief', 'in JSON, only the pairs that are not as expected')
    .action(showUp);
}

async function showUp(
  labFile: string,
  { dataplane, timers, wait, strict = false, json = false, brief = false, router, ...flag }: UpFlags,
): Promise<void> {
  const file = resolveLabFile(labFile);
  const fromFile = loadLab(file, given({ timers, routers: router }));
  const lab = { ...fromFile, name: givenName(flag) ?? fromFile.name };
  const { warnings } = notesView(lab);
  warn(warnings);
  const startedAt = Date.now();
  using progress = showProgress();
  const waitMs = wait === undefined ? undefined : Math.round(wait * 1000);
  const [{ running, undone, changes, checks }, { formatUp }] = await Promise.all([
    interruptible((signal) =>
      bringUp(lab, { file: resolve(file), dataplane, signal, progress: progress.report, waitMs }),
    ),
    // It is loaded while the lab comes up.
    import('./format/up.ts'),
  ]);
  await using _ = running;
  const durationMs = Date.now() - startedAt;
  const { matrix, ...found } = checks;
  const [view, ofScripts, flagOfNext] = await Promise.all([
    labView(running),
    scriptNotes(running),
    nameFlag(running),
  ]);
  const notes = notesView(running.definition, running.dataplane);
  const result = {
    ...view,
    ...notes,
    notes: [...notes.notes, ...ofScripts],
    durationMs,
    undone: await viewsOf(undone),
    changes,
    ...found,
    matrix: matrix === null ? null : matrixView(matrix, json && brief),
    routeTables: routeTableViews(lab),
  };
  progress[Symbol.dispose]();
  const isSaid = (text: string): boolean => warnings.some((each) => each.text === text);
  warn(result.warnings.filter(({ text }) => !isSaid(text)));
  print(result, json, (shown, c) => formatUp(shown, lab, flagOfNext, c));
  process.exitCode = checksExitCode(result, strict);
}

/** Says on standard error what keeps tunnels down, once for those that it is the same for. */
function warn(warnings: readonly TunnelNote[]): void {
  for (const [{ text }, ...others] of byCause(warnings))
    say(`warning: ${text}${others.length === 0 ? '' : `; the same for ${namesOf(others)}`}`);
}

/** Faults as they are shown. Most labs had none, so that the catalogue need not be loaded. */
async function viewsOf(faults: readonly InjectedFault[]): Promise<FaultView[]> {
  return faults.length === 0 ? [] : (await import('../view/faults.ts')).faultViews(faults);
}

const MANUAL: Manual = {
  description: [
    'A second "up" changes nothing, or undoes faults, repairs what is missing, stopped or out of date, and says so.',
    'A tunnel that is down, a node that died and a check that failed are shown, with their cause, and the lab stays. Only where the engine or its kernel cannot do its part, or on Ctrl-C, a lab that was new is removed again.',
    "With --timers aws DPD, IKE's retransmissions and BGP's hold time are AWS's own: a router of yours has its own timers anyway, and then AWS's end has its, too.",
    "With --router the router of the lab file is one of yours: its files are laid into a router and run as they are. The outside addresses, identity and inside addresses that they expect are given to AWS's end, each with a note.",
    'A tunnel that nobody initiates (auto=add, or no connection on the router) is down as the file says.',
  ],
  examples: [
    ['s2s up', 'the reference lab'],
    ['s2s up scenarios/reference/lab.yaml --name mine', 'another one beside it'],
    ['s2s up wrong-psk', 'the lab of a scenario'],
    ['s2s up --router ./my-router', 'the reference lab with a router of yours'],
  ],
  exit: {
    0: 'all is as the lab file says',
    1: 'something is not',
    3: 'the lab could not run',
    4: 'whether all is could not be found out',
  },
  seeAlso: ['s2s init', 's2s validate', 's2s status', 's2s down'],
};
