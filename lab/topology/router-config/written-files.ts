import type { SourceText } from './router-files.ts';
import { hostPath } from './host-path.ts';
import { variablesOf, withValues } from './script-variables.ts';
import type { Variables } from './script-variables.ts';

/** A shell script, taken apart. */
export interface TakenApart {
  /** The commands, line by line as they stand, variables replaced by their values where these are known. */
  readonly commands: SourceText;
  /** The files that it writes, each with its lines where they stand in the script. */
  readonly written: readonly SourceText[];
  /** Paths of those that it begins anew, whatever was there. */
  readonly replaced: ReadonlySet<string>;
}

/** `<<EOF`, `<<-'EOF'`, and no `<<<`. */
const HEREDOC = /(?<!<)<<(-?)\s*(["'\\]?)(\w+)\2?/;
/** `> file`, `>> file`, `tee -a file`. */
const TARGET = /(?:(>>?)|\btee\b((?:\s+-a|\s+--append)?))\s*["']?(\/(?!dev\/)[^\s"'|;&]+)/;
const ECHO =
  /\becho\s+(?:-[neE]+\s+)?(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\n|>;&"']+))\s*(?:(>>?)|\|\s*(?:sudo\s+)?tee\b((?:\s+-a)?))\s*["']?(\/(?!dev\/)[^\s"'|;&]+)/g;

/**
 * Takes a script apart into its commands and what it writes to files by here-documents and `echo`, as far as that stands
 * in it. What is given to `vtysh` counts as FRR's configuration.
 */
export function takeApart(script: SourceText): TakenApart {
  const variables = variablesOf(script.text);
  const replaced = new Set<string>();
  const files = new Map<string, (string | undefined)[]>();
  const write = (target: string, isNew: boolean, at: number, lines: readonly string[]): void => {
    const path = hostPath(target);
    if (isNew) replaced.add(path);
    const file = isNew ? [] : (files.get(path) ?? []);
    lines.forEach((line, index) => (file[at + index] = line));
    files.set(path, file);
  };
  const commands: string[] = [];
  const lines = script.text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at += 1) {
    const line = withValues(lines[at] ?? '', variables);
    commands.push(line);
    const [, tabs, quote, word] = /^\s*#/.test(line) ? [] : (HEREDOC.exec(line) ?? []);
    if (word === undefined) continue;
    const end = endOf(lines, at + 1, word, tabs === '-');
    const body = lines
      .slice(at + 1, end)
      .map((each) => bodyLine(each, tabs === '-', quote === '', variables));
    const [, sign, append, path] = TARGET.exec(line) ?? [];
    if (path !== undefined) write(path, sign === '>' || append === '', at + 1, body);
    else if (/\bvtysh\b/.test(line)) write(FRR_CONF, false, at + 1, body);
    else if (/\b(nft|ip6?tables-restore)\b/.test(line)) write(TYPED_RULES, false, at + 1, body);
    const typed = path === undefined ? TYPED_INPUT.find(([command]) => command.test(line)) : undefined;
    commands.push(...body.map((each) => (typed === undefined || each === '' ? '' : `${typed[1]}${each}`)));
    if (end < lines.length) commands.push('');
    at = end;
  }
  const text = commands.join('\n');
  for (const { 1: double, 2: single, 3: plain, 4: sign, 5: append, 6: path = '', index } of text.matchAll(
    ECHO,
  )) {
    const said = double?.replace(/\\(["\\$`])/g, '$1') ?? single ?? plain?.trimEnd() ?? '';
    const at = text.slice(0, index).split('\n').length - 1;
    write(path, sign === '>' || append === '', at, said.split('\n'));
  }
  const written = [...files].map(([path, file]) => ({
    path,
    from: script.from,
    text: Array.from(file, (line) => line ?? '').join('\n'),
  }));
  return { commands: { ...script, text }, written, replaced };
}

/** Commands that take more of them on their input, and what stands before each of those. */
const TYPED_INPUT: readonly (readonly [command: RegExp, before: string])[] = [
  [/\bip\b.*\s-b(atch)?\b/, 'ip '],
  [/\b(ba|da)?sh\b(\s+-\w+)*\s*<</, ''],
];
/** Rules of a packet filter that are given on the input lie nowhere: they are gone after a reboot. */
const TYPED_RULES = '/run/typed.rules';
const FRR_CONF = '/etc/frr/frr.conf';

function endOf(lines: readonly string[], from: number, word: string, stripsTabs: boolean): number {
  const end = lines.findIndex(
    (line, at) => at >= from && (stripsTabs ? line.replace(/^\t+/, '') : line).trimEnd() === word,
  );
  return end === -1 ? lines.length : end;
}

function bodyLine(line: string, stripsTabs: boolean, isExpanded: boolean, variables: Variables): string {
  const text = stripsTabs ? line.replace(/^\t+/, '') : line;
  return isExpanded ? withValues(text, variables) : text;
}
