import type { SourceText } from './router-files.ts';
import { shellCommands } from './shell-lines.ts';
import type { ShellCommand } from './shell-lines.ts';

/** A command of a router's scripts, and where it stands. */
export interface ScriptCommand extends ShellCommand {
  readonly file: string;
  /** Where the file lies in the router; empty for the script of commands. */
  readonly path: string;
}

/** Whether commands stand in a text: the script of commands, rc.local, and whatever is a shell script. */
export function isScript({ path, text }: SourceText): boolean {
  return path === '' || /\.sh$|\/rc\.local$/.test(path) || /^#!.*\b(ba|da)?sh\b/.test(text);
}

/** The commands of all scripts among a router's texts. */
export function scriptCommands(texts: readonly SourceText[]): ScriptCommand[] {
  return texts
    .filter(isScript)
    .flatMap(({ from, path, text }) =>
      shellCommands(text).map((command) => ({ ...command, file: from, path })),
    );
}

/** Those that are `ip`, their words without it and without `-4`: `address add …` is `['address', 'add', …]`. */
export function ipCommands(commands: readonly ScriptCommand[]): ScriptCommand[] {
  return commands.flatMap(({ words: [program = '', ...words], ...command }) =>
    /^(\/\S*\/)?ip$/.test(program)
      ? [{ ...command, words: words.filter((word) => !/^-\d$/.test(word)) }]
      : [],
  );
}

/** The word behind the first of `keys` that is there. */
export function wordAfter(words: readonly string[], ...keys: readonly string[]): string | undefined {
  const at = words.findIndex((word) => keys.includes(word));
  return at === -1 ? undefined : words[at + 1];
}
