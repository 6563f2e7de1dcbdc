import { Option } from 'commander';
import type { Command } from 'commander';
import { UsageError } from '../errors.ts';
import { kindOf } from '../faults/catalogue.ts';
import type { FaultName, FaultParameters } from '../faults/catalogue.ts';
import { injectFault } from '../faults/inject.ts';
import { activeFaults } from '../faults/injected.ts';
import { breakInSecret, reveal } from '../faults/random.ts';
import { undoFaults } from '../faults/undo.ts';
import { readParameters } from '../faults/parameter-list.ts';
import { faultKindViews, faultViews, flagName, required } from '../view/faults.ts';
import type { FaultKindView } from '../view/faults.ts';
import {
  formatFaultKinds,
  formatFaultList,
  formatInjected,
  formatSecret,
  formatUndone,
} from './format/fault.ts';
import { labOption, nameFlag, openLab } from './lab-option.ts';
import type { LabFlag } from './lab-option.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';
import { print } from './output.ts';
import { showProgress } from './progress.ts';
import { orderly } from './usage-error.ts';

interface Flags extends LabFlag {
  readonly json?: boolean;
}

interface UndoFlags extends Flags {
  readonly all?: boolean;
}

export function define(command: Command): void {
  common(setManual(command, MANUAL))
    .option('--random', 'break something drawn at random; with --secret')
    .option('--secret', 'tell nobody what; s2s fault reveal does')
    .action(listOrBreak);
  const add = (name: string, summary: string, manual: Manual = MANUAL): Command => {
    const added = common(setManual(command.command(name).description(summary), manual));
    orderly(added);
    return added;
  };
  command.commandsGroup('COMMANDS');
  add('list', "show the lab's faults, as without a command").action(list);
  add('kinds', 'show the kinds of fault').action(showKinds);
  add('undo', 'undo the newest fault, those named, or all of them')
    .argument('[id...]', 'numbers of faults, as the list shows them')
    .option('--all', 'every fault of the lab')
    .action(undo);
  add('reveal', 'list what was broken in secret, to be undone as any fault').action(showSecret);
  command.commandsGroup('KINDS OF FAULT');
  for (const kind of faultKindViews()) defineKind(add(kind.fault, kind.summary, manualOf(kind)), kind);
}

/** The options of every command here; wherever they stand, the verb's own take the value. */
function common(command: Command): Command {
  return command.addOption(labOption()).option('--json', 'print the result as JSON');
}

/** Parameters that have to be given are arguments, the others are options. */
function defineKind(command: Command, { fault, parameters }: FaultKindView): void {
  const positional = required(parameters);
  const optional = parameters.filter((each) => !positional.includes(each));
  for (const { name, description } of positional) command.argument(`<${flagName(name)}>`, description);
  for (const { name, description, values, default: value } of optional) {
    const option = new Option(`--${flagName(name)} <value>`, description).default(String(value));
    // Choices are for the help alone: the fault itself checks all its parameters, and says what each is.
    if (values !== null) option.choices(values).argParser((text) => text);
    command.addOption(option);
  }
  command.action(async () => {
    const options = command.opts<Record<string, string>>();
    const given = [
      ...positional.map(({ name }, index) => [name, command.args[index] ?? '']),
      ...optional.map(({ name }) => [name, options[name] ?? '']),
    ];
    await inject(fault, Object.fromEntries(given) as Record<string, string>, command.optsWithGlobals());
  });
}

async function inject(fault: FaultName, texts: Record<string, string>, flags: Flags): Promise<void> {
  await using running = await openLab(flags);
  const flag = await nameFlag(running);
  using progress = showProgress();
  progress.report(`injecting ${fault}`);
  const parameters = readParameters(kindOf(fault).parameters, texts) as FaultParameters<FaultName>;
  const [injected] = faultViews([await injectFault(running, fault, parameters)]);
  progress[Symbol.dispose]();
  print({ lab: running.name, ...injected! }, flags.json ?? false, (view, c) => formatInjected(view, flag, c));
}

interface BreakFlags extends Flags {
  readonly random?: boolean;
  readonly secret?: boolean;
}

async function listOrBreak(flags: BreakFlags, command: Command): Promise<void> {
  const { random = false, secret = false, json = false, ...flag } = command.optsWithGlobals<BreakFlags>();
  if (!random && !secret) return list(flags, command);
  if (!random || !secret) {
    throw new UsageError({ what: '--random and --secret go together', hint: 's2s fault --random --secret' });
  }
  await using running = await openLab(flag);
  using progress = showProgress();
  progress.report('breaking something');
  await breakInSecret(running);
  progress[Symbol.dispose]();
  print({ lab: running.name, secret: true }, json, (view, c) => formatSecret(view.lab, c));
}

async function showSecret(flags: Flags, command: Command): Promise<void> {
  await using running = await openLab(command.optsWithGlobals<Flags>());
  await reveal(running);
  await running.close();
  return list(flags, command);
}

async function list(_flags: Flags, command: Command): Promise<void> {
  const { json = false, ...flags } = command.optsWithGlobals<Flags>();
  await using running = await openLab(flags);
  const flag = await nameFlag(running);
  const faults = faultViews(await activeFaults(running));
  print({ lab: running.name, faults }, json, (view, c) =>
    [formatFaultList(view, flag, c), c.dim('  s2s fault kinds shows what can be broken')].join('\n'),
  );
}

function showKinds(_flags: Flags, command: Command): void {
  print(faultKindViews(), command.optsWithGlobals<Flags>().json ?? false, formatFaultKinds);
}

async function undo(ids: readonly string[], _flags: Flags, command: Command): Promise<void> {
  const { json = false, all = false, ...flags } = command.optsWithGlobals<UndoFlags>();
  if (all && ids.length > 0) {
    throw new UsageError({ what: 'either faults or --all, not both', value: ids.join(' ') });
  }
  const numbers = ids.map(parseId);
  await using running = await openLab(flags);
  const active = (await activeFaults(running)).map(({ id }) => id);
  using progress = showProgress();
  progress.report('undoing faults');
  const undone = await undoFaults(running, all ? active : numbers.length > 0 ? numbers : active.slice(-1));
  const flag = await nameFlag(running);
  const view = {
    lab: running.name,
    undone: faultViews(undone),
    faults: faultViews(await activeFaults(running)),
  };
  progress[Symbol.dispose]();
  print(view, json, (shown, c) => formatUndone(shown, flag, c));
}

function parseId(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new UsageError({
    what: 'is not the number of a fault',
    value: text,
    hint: '`s2s fault list` shows the numbers',
  });
}

/** What the page of a kind says beside its parameters. */
function manualOf({ fault, parameters }: FaultKindView): Manual {
  const call = ['s2s fault', fault, ...required(parameters).map(({ name }) => flagName(name).toUpperCase())];
  return {
    description: ['Prints what is broken now, with the number of the fault; s2s up undoes every fault.'],
    examples: [[call.join(' ')], ['s2s fault undo', 'undoes the newest']],
    seeAlso: ['s2s fault', 's2s explain'],
  };
}

const MANUAL: Manual = {
  description: ['Faults stay until they are undone; s2s up undoes every one.'],
  examples: [
    ['s2s fault', "the lab's faults"],
    ['s2s fault kinds', 'what can be broken'],
    ['s2s fault kill-charon tunnel-1 --signal TERM'],
    ['s2s fault undo', 'the newest one'],
    ['s2s fault undo 1 3'],
    ['s2s fault undo --all'],
    ['s2s fault --random --secret', 'for you, or somebody else, to find'],
    ['s2s fault reveal', 'what it was'],
  ],
  seeAlso: ['s2s explain', 's2s status', 's2s run'],
};
