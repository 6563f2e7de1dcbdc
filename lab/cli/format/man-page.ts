import type { Colours } from './colours.ts';

/** A term and what is said of it. */
export type Row = readonly [term: string, text: string];

/** The help of a command, laid out like a man page; sections without content are left out. */
export interface ManPage {
  /** The words that call the command. */
  readonly name: string;
  readonly summary: string;
  readonly synopsis: string;
  /** Paragraphs. */
  readonly description: readonly string[];
  readonly arguments: readonly Row[];
  readonly options: readonly Row[];
  readonly commands: readonly { readonly heading: string; readonly rows: readonly Row[] }[];
  readonly examples: readonly Row[];
  readonly exit: readonly Row[];
  readonly environment: readonly Row[];
  readonly seeAlso: readonly string[];
}

const WIDTH = 100;
/** A term that is longer has its text below it, and not all others' further to the right. */
const LONGEST_TERM = 40;
const INDENT = 2;

/** A command's help. */
export function formatManPage(page: ManPage, c: Colours): string {
  const sections: (readonly [string, readonly string[]])[] = [
    ['NAME', wrap(`${page.name} - ${page.summary}`, INDENT)],
    ['SYNOPSIS', [`  ${page.synopsis}`]],
    ['DESCRIPTION', page.description.flatMap((text, at) => [...(at > 0 ? [''] : []), ...wrap(text, INDENT)])],
    ['ARGUMENTS', rowLines(page.arguments)],
    ['OPTIONS', rowLines(page.options)],
    ...page.commands.map(({ heading, rows }) => [heading, rowLines(rows)] as const),
    ['EXAMPLES', exampleLines(page.examples, c)],
    ['EXIT STATUS', rowLines(page.exit)],
    ['ENVIRONMENT', rowLines(page.environment)],
    ['SEE ALSO', wrap(page.seeAlso.join(', '), INDENT)],
  ];
  return sections
    .filter(([, lines]) => lines.length > 0)
    .map(([heading, lines]) => `${c.bold(heading)}\n${lines.join('\n')}\n`)
    .join('\n');
}

/** Terms in a column of their own, and beside them their texts. */
function rowLines(rows: readonly Row[]): string[] {
  const terms = rows.map(([term]) => term.length).filter((length) => length <= LONGEST_TERM);
  const column = INDENT + Math.max(0, ...terms) + 2;
  return rows.flatMap(([term, text]) => {
    const [first = '', ...others] = wrap(text, column);
    const head = `${' '.repeat(INDENT)}${term}`;
    return head.length + 2 > column
      ? [head, first, ...others]
      : [`${head.padEnd(column)}${first.slice(column)}`.trimEnd(), ...others];
  });
}

/** Command lines, with their remarks as a shell takes them. */
function exampleLines(rows: readonly Row[], c: Colours): string[] {
  const column =
    INDENT + Math.max(0, ...rows.filter(([, remark]) => remark !== '').map(([line]) => line.length)) + 2;
  return rows.map(([line, remark]) =>
    remark === '' ? `  ${line}` : `${`  ${line}`.padEnd(column)}${c.dim(`# ${remark}`)}`,
  );
}

/** Text in lines of {@link WIDTH} characters at most, unless a word is longer; none for an empty one. */
function wrap(text: string, indent: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= WIDTH)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`${' '.repeat(indent)}${word}`);
  }
  return lines;
}
