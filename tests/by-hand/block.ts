/** One command of a block, with what its comment promises. */
export interface Command {
  /** As it stands there, over several lines where a quotation goes on. */
  readonly text: string;
  /** The comment's text; empty for none. */
  readonly comment: string;
}

/**
 * The commands of a README's block below "By hand".
 * @throws {Error} if there is none.
 */
export function byHandBlock(readme: string): Command[] {
  const block = /^By hand:\n\n```sh\n(.*?)^```$/ms.exec(readme)?.[1];
  if (block === undefined) throw new Error('no block of ```sh below "By hand:"');
  return commandsOf(block);
}

/** A block's lines as commands: one goes on while a quotation does, and its comment stands after it. */
export function commandsOf(block: string): Command[] {
  const commands: Command[] = [];
  let text = '';
  for (const line of block.split('\n')) {
    text += text === '' ? line : `\n${line}`;
    const { code, comment, isOpen } = splitComment(text);
    if (isOpen) continue;
    if (code.trim() !== '') commands.push({ text: code.trim(), comment });
    else if (comment !== '') throw new Error(`a comment with no command before it: ${comment}`);
    text = '';
  }
  if (text !== '') throw new Error(`a quotation does not end: ${text}`);
  return commands;
}

/** Where the shell sees a comment: a # at the start of a word, outside quotations. */
function splitComment(text: string): { code: string; comment: string; isOpen: boolean } {
  let quote = '';
  for (const [index, character] of [...text].entries()) {
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === "'" || character === '"') quote = character;
    else if (character === '#' && /^$|\s/.test(text[index - 1] ?? ''))
      return { code: text.slice(0, index), comment: text.slice(index + 1).trim(), isOpen: false };
  }
  return { code: text, comment: '', isOpen: quote !== '' };
}
