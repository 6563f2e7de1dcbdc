import type { Argument, Command, Option } from 'commander';

/** What the word is that is being written: one of these. */
export type Place =
  | { readonly kind: 'command'; readonly of: Command }
  | { readonly kind: 'option'; readonly of: Command }
  /** A value, of an option or an argument. `name` says what it is: `lab`, `node`, … */
  | { readonly kind: 'value'; readonly name: string; readonly choices: readonly string[] }
  /** Nothing that is known here. */
  | { readonly kind: 'none' };

const NOWHERE: Place = { kind: 'none' };

/** Where the last word of a command line stands; the words are those behind `s2s`, and the last may be empty. */
export function placeOf(program: Command, words: readonly string[]): Place {
  let command = program;
  let positional = 0;
  let option: Option | undefined;
  const current = words.at(-1) ?? '';
  for (const word of words.slice(0, -1)) {
    if (option !== undefined) option = undefined;
    else if (word === '--') return NOWHERE;
    else if (word.startsWith('-')) option = withValue(command, word);
    else {
      const below = positional === 0 ? commandNamed(command, word) : undefined;
      if (below === undefined) positional++;
      else command = below;
    }
  }
  if (option !== undefined) return valueOf(option.attributeName(), option.argChoices);
  if (current.startsWith('-')) return { kind: 'option', of: command };
  if (positional === 0 && command.commands.length > 0) return { kind: 'command', of: command };
  const argument = argumentAt(command, positional);
  return argument === undefined ? NOWHERE : valueOf(argument.name(), argument.argChoices);
}

const valueOf = (name: string, choices: readonly string[] = []): Place => ({ kind: 'value', name, choices });

function withValue(command: Command, word: string): Option | undefined {
  const option = command.options.find(({ short, long }) => word === short || word === long);
  return option !== undefined && (option.required || option.optional) ? option : undefined;
}

function commandNamed(command: Command, name: string): Command | undefined {
  return command.commands.find((each) => each.name() === name || each.aliases().includes(name));
}

/** The last argument takes every further word if it takes several. */
function argumentAt({ registeredArguments }: Command, at: number): Argument | undefined {
  const last = registeredArguments.at(-1);
  return registeredArguments[at] ?? (last?.variadic === true ? last : undefined);
}
