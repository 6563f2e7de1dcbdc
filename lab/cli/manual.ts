import type { Command } from 'commander';
import { EXIT } from '../errors.ts';
import { formatManPage } from './format/man-page.ts';
import type { ManPage, Row } from './format/man-page.ts';
import { colours } from './output.ts';

/** What the help of a verb says beside its arguments and options. */
export interface Manual {
  /** Paragraphs. */
  readonly description?: readonly string[];
  /** Command lines to copy, each with a remark or none. */
  readonly examples: readonly (readonly [line: string, remark?: string])[];
  /** What the exit codes mean here; those of every verb need no mention. */
  readonly exit?: Readonly<Record<number | string, string>>;
  /** Names of variables, where other ones count than those that follow from the options. */
  readonly environment?: readonly (keyof typeof VARIABLES)[];
  /** What to read next. */
  readonly seeAlso?: readonly string[];
}

/** The variables of the environment that the command line reads. */
const VARIABLES = {
  S2S_LAB: 'the lab, where the command line names none',
  S2S_ENGINE: 'local or vm, as --engine',
  DOCKER_HOST: 'the Docker engine, as for any Docker client',
  S2S_BUDGET_FACTOR: 'multiplies every wait budget, for slow machines',
  S2S_DEBUG: '1 prints the stack trace of an error',
  NO_COLOR: 'anything but empty switches colours off',
} as const;

const EVERY_EXIT: Readonly<Record<number, string>> = {
  [EXIT.passed]: 'done',
  [EXIT.badInput]: 'bad input: an unknown name, option or value, or a lab file that is not valid',
  [EXIT.cannotRun]: 'the engine, its kernel or a node could not do it',
};

/** Gives a command its help, laid out like a man page. */
export function setManual(command: Command, manual: Manual): Command {
  return command.configureHelp({
    formatHelp: (shown, helper) => formatManPage(pageOf(shown, helper, manual), colours(process.stdout)),
  });
}

type Helper = ReturnType<Command['createHelp']>;

function pageOf(command: Command, helper: Helper, manual: Manual): ManPage {
  const options = helper.visibleOptions(command);
  const variables = manual.environment ?? variablesOf(options.map(({ long }) => long ?? ''));
  return {
    name: fullName(command),
    summary: command.description(),
    synopsis: `${fullName(command)} ${command.usage()}`.trimEnd(),
    description: manual.description ?? [],
    arguments: helper
      .visibleArguments(command)
      .map((argument): Row => [helper.argumentTerm(argument), helper.argumentDescription(argument)]),
    options: options.map((option): Row => [helper.optionTerm(option), helper.optionDescription(option)]),
    commands: commandGroups(command, helper),
    examples: manual.examples.map(([line, remark = '']): Row => [line, remark]),
    exit: exitRows(manual),
    environment: variables.map((name): Row => [name, VARIABLES[name]]),
    seeAlso: manual.seeAlso ?? [],
  };
}

function exitRows({ exit = {} }: Manual): Row[] {
  const all: Readonly<Record<string, string | undefined>> = { ...EVERY_EXIT, ...exit };
  return Object.entries(all).flatMap(([code, text]): Row[] => (text === undefined ? [] : [[code, text]]));
}

function variablesOf(options: readonly string[]): (keyof typeof VARIABLES)[] {
  return [
    ...(options.includes('--name') ? (['S2S_LAB'] as const) : []),
    ...(options.includes('--engine') ? (['S2S_ENGINE', 'DOCKER_HOST'] as const) : []),
  ];
}

/** The commands below a command by the heading that they stand under. */
function commandGroups(command: Command, helper: Helper): ManPage['commands'] {
  const groups = new Map<string, Row[]>();
  for (const each of helper.visibleCommands(command)) {
    const heading = each.helpGroup() === '' ? 'COMMANDS' : each.helpGroup();
    groups.set(heading, [...(groups.get(heading) ?? []), [callOf(each), each.description()]]);
  }
  return [...groups].map(([heading, rows]) => ({ heading, rows }));
}

/** How a command below another is called: a verb by its names, whose arguments its own page has. */
function callOf(command: Command): string {
  if (command.parent?.parent === null) return [command.name(), ...command.aliases()].join(', ');
  return `${command.name()} ${command.usage().replace(/^\[options\] ?/, '')}`.trimEnd();
}

/** The words that call a command, e.g. `s2s fault undo`. */
export function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}
