import type { Command } from 'commander';
import type { StartedLab } from '../engine/started-lab.ts';
import { LabError, LabNameError, UsageError } from '../errors.ts';
import { LAB_LABEL } from '../plan/labels.ts';
import { changesBetween } from '../view/changes.ts';
import { statusView } from '../view/status.ts';
import type { StatusView } from '../view/status.ts';
import { Deadline } from '../wait/deadline.ts';
import { formatStatus } from './format/status.ts';
import { formatChange } from './format/watch.ts';
import type { SeenChange } from './format/watch.ts';
import { SIGNAL_EXIT } from './interrupt.ts';
import { LAB_ARGUMENT, labOption, openLab } from './lab-option.ts';
import type { LabFlag } from './lab-option.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';
import { colours, say } from './output.ts';

interface WatchFlags extends LabFlag {
  readonly interval: number;
  readonly json?: boolean;
}

const DEFAULT_INTERVAL_SECONDS = 1;
const LAST_CHANGES = 10;
const CLEAR_SCREEN = '\x1b[H\x1b[2J\x1b[3J';

export function define(command: Command): void {
  setManual(command, MANUAL);
  command
    .argument('[lab]', LAB_ARGUMENT)
    .addOption(labOption())
    .option('--interval <seconds>', 'how often to look', parseInterval, DEFAULT_INTERVAL_SECONDS)
    .option('--json', 'print each change as a line of JSON: time, lab, kind, name, before, after')
    .action(watch);
}

async function watch(argument: string | undefined, flags: WatchFlags): Promise<void> {
  const ended = new AbortController();
  const end = (): void => ended.abort();
  for (const signal of Object.keys(SIGNAL_EXIT)) process.on(signal, end);
  process.stdout.once('error', end);
  await using running = await openLab(flags, argument);
  const show = flags.json === true ? showJson : process.stdout.isTTY ? screen() : showLines;
  await follow(running, flags.interval * 1000, ended.signal, show);
  for (const signal of Object.keys(SIGNAL_EXIT)) process.off(signal, end);
}

/** Shows a lab as it is now, and what has changed since the last time. */
type Show = (status: StatusView, changes: readonly SeenChange[]) => void;

/** Looks at a lab at every interval, and as soon as a container of it ends, until the signal. */
async function follow(
  { name, runtime }: StartedLab,
  everyMs: number,
  signal: AbortSignal,
  show: Show,
): Promise<void> {
  const deadline = new Deadline(Infinity, { signal });
  let nodeEnded = new AbortController();
  let before: StatusView | null = null;
  await using _ = await runtime.watchEnds(`${LAB_LABEL}=${name}`, () => nodeEnded.abort());
  while (!deadline.isOver) {
    const status = await look(name);
    if (status !== null) {
      const time = new Date().toISOString();
      show(
        status,
        changesBetween(before, status).map((change) => ({ time, lab: name, ...change })),
      );
      before = status;
    }
    await deadline.sleep(everyMs, nodeEnded.signal);
    nodeEnded = new AbortController();
  }
}

/**
 * A lab as it is now: opened anew, for it may have become another. Null where it could not be asked this time.
 * @throws {LabNameError} if it is gone.
 */
async function look(name: string): Promise<StatusView | null> {
  try {
    await using running = await openLab({ name });
    return await statusView(running);
  } catch (error) {
    if (!(error instanceof LabError) || error instanceof LabNameError) throw error;
    say(error.message);
    return null;
  }
}

const showJson: Show = (_status, changes) => {
  for (const change of changes) process.stdout.write(`${JSON.stringify(change)}\n`);
};

const showLines: Show = (_status, changes) => {
  for (const change of changes) process.stdout.write(`${formatChange(change, colours(process.stdout))}\n`);
};

/** The whole screen: the lab as it is, and the newest changes below. */
function screen(): Show {
  const c = colours(process.stdout);
  let latest: readonly SeenChange[] = [];
  let isFirst = true;
  return (status, changes) => {
    if (!isFirst) latest = [...latest, ...changes].slice(-LAST_CHANGES);
    isFirst = false;
    const lines = latest.map((change) => formatChange(change, c));
    const text = [
      formatStatus(status, c),
      ...(lines.length === 0 ? [] : [lines.join('\n')]),
      c.dim('Ctrl-C ends'),
    ];
    process.stdout.write(`${CLEAR_SCREEN}${text.join('\n\n')}\n`);
  };
}

/**
 * Reads `--interval`.
 * @throws {UsageError} if it is no number of seconds above 0.
 */
function parseInterval(value: string): number {
  const seconds = Number(value);
  if (Number.isFinite(seconds) && seconds > 0) return seconds;
  throw new UsageError({
    key: '--interval',
    what: 'is not a number of seconds',
    value,
    rule: 'a number above 0',
  });
}

const MANUAL: Manual = {
  description: [
    'On a terminal it shows what s2s status shows, again at every interval and as soon as a node ends. Elsewhere it prints a line for all there is, and then one for each change of a node, a tunnel, a route or a fault. It ends with Ctrl-C.',
  ],
  examples: [
    ['s2s watch'],
    ['s2s watch --interval 0.5 | grep tunnel'],
    ['s2s watch --json | jq -c \'select(.kind == "tunnel")\''],
  ],
  exit: { 0: 'ended by Ctrl-C', 2: 'bad input, or the lab is gone' },
  seeAlso: ['s2s status', 's2s list', 's2s logs'],
};
