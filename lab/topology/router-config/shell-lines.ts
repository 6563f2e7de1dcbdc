/** One simple command of a shell script, in words, without `sudo`. */
export interface ShellCommand {
  readonly line: number;
  /** As written, on one line. */
  readonly text: string;
  readonly words: readonly string[];
}

/**
 * Splits a script into simple commands: `#` comments, `\` at the end of a line, quotes, `;` and `&&`
 * are understood. Variables and redirections stay in the words as they are, for the caller to refuse.
 */
export function shellCommands(text: string): ShellCommand[] {
  const commands: ShellCommand[] = [];
  let started = 1;
  let held = '';
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    if (held === '') started = index + 1;
    if (raw.endsWith('\\') && !raw.trimStart().startsWith('#')) {
      held += `${raw.slice(0, -1)} `;
      continue;
    }
    commands.push(...splitLine(held + raw, started));
    held = '';
  }
  return held === '' ? commands : [...commands, ...splitLine(held, started)];
}

function splitLine(text: string, line: number): ShellCommand[] {
  const commands: ShellCommand[] = [];
  let words: string[] = [];
  let from = 0;
  const finish = (to: number): void => {
    while (words[0] === 'sudo') words.shift();
    if (words.length > 0) commands.push({ line, text: text.slice(from, to).trim(), words });
    words = [];
  };
  const token = /\s*(?:(#.*)|(;|&&)|((?:"[^"]*"|'[^']*'|[^\s;&"']|&(?!&)|["'])+))/gy;
  let end = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [, comment, separator, word] = match;
    if (comment !== undefined) break;
    end = token.lastIndex;
    if (separator !== undefined) {
      finish(match.index);
      from = end;
    } else if (word !== undefined) {
      words.push(
        word.replace(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single ?? ''),
      );
    }
  }
  finish(end);
  return commands;
}
