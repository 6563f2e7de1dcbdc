import type { RouterNote } from '../types.ts';
import { included } from './include.ts';
import type { RouterText, Setting } from './read-conn.ts';
import { redact } from './redact.ts';

/** A section of strongSwan's settings format, e.g. of a swanctl.conf. */
export interface SettingsSection {
  readonly file: string;
  readonly line: number;
  readonly settings: Map<string, Setting>;
  readonly sections: Map<string, SettingsSection>;
  /** Paths of the sections whose content it has beneath its own, e.g. `defaults` in `aws-1 : defaults { … }`. */
  readonly references: string[];
}

const TOKEN = /(\n)|([ \t\r]+)|(#[^\n]*)|"((?:[^"\\]|\\[^])*)"|([{}=])|([^\s{}="#]+)/gy;

/**
 * Reads strongSwan's settings format (strongswan.conf(5)): `section { key = value }` to any depth, `#` comments, quotes,
 * `include`; a section that is there twice is one. Never throws: what the daemon would refuse is noted.
 */
export function readSettings(
  main: RouterText,
  texts: readonly RouterText[],
  notes: RouterNote[],
): SettingsSection {
  const root = section(main.from ?? main.path, 1);
  readInto(root, main, texts, notes, []);
  return withReferences(root, root, []);
}

function readInto(
  root: SettingsSection,
  source: RouterText,
  texts: readonly RouterText[],
  notes: RouterNote[],
  above: readonly string[],
): void {
  const file = source.from ?? source.path;
  const open = [root];
  for (const { words, ends, line } of statements(source.text)) {
    const [first, equals, ...rest] = words;
    const at = open.at(-1)!;
    if (first === 'include' && equals !== undefined && equals !== '=') {
      for (const each of included(equals, source, texts)) {
        if (above.includes(each.path) || each.path === source.path) continue;
        readInto(at, each, texts, notes, [...above, source.path]);
      }
    } else if (ends === '{' && first !== undefined) {
      const [name = '', ...references] = words.join(' ').split(/[\s:,]+/);
      const known = at.sections.get(name) ?? section(file, line);
      known.references.push(...references);
      at.sections.set(name, known);
      open.push(known);
      continue;
    } else if (first !== undefined && equals === '=') {
      at.settings.set(first, { key: first, value: rest.join(' '), file, line });
    } else if (first !== undefined) {
      const why = 'the daemon refuses this line: it is neither key = value nor a section';
      notes.push({ file, line, text: redact(words.join(' ')), why });
    }
    if (ends === '}' && open.length > 1) open.pop();
  }
}

/** A line's words up to what ends it: the line itself, or a brace. */
interface Statement {
  readonly words: readonly string[];
  readonly ends: '\n' | '{' | '}';
  readonly line: number;
}

function* statements(text: string): Generator<Statement> {
  let line = 1;
  let words: string[] = [];
  for (const [all, newline, blank, comment, quoted, sign, word] of `${text}\n`.matchAll(TOKEN)) {
    if (blank !== undefined || comment !== undefined) continue;
    if (newline !== undefined || sign === '{' || sign === '}') {
      yield { words, ends: (newline ?? sign) as Statement['ends'], line };
      words = [];
    } else {
      words.push(quoted?.replace(/\\(.)/g, '$1') ?? sign ?? word ?? '');
    }
    line += all.split('\n').length - 1;
  }
}

/** The section with what it refers to beneath its own; a section that refers back to itself gets nothing from there. */
function withReferences(
  own: SettingsSection,
  root: SettingsSection,
  above: readonly SettingsSection[],
): SettingsSection {
  const bases = own.references.flatMap((path) => {
    const base = path
      .split('.')
      .reduce<SettingsSection | undefined>((at, name) => at?.sections.get(name), root);
    return base === undefined || base === own || above.includes(base) ? [] : [base];
  });
  const layers = [own, ...bases.map((base) => withReferences(base, root, [...above, own]))].reverse();
  const sections = new Map<string, SettingsSection>();
  for (const layer of layers) {
    for (const [name, each] of layer.sections) {
      const inner = layer === own ? withReferences(each, root, [...above, own]) : each;
      const beneath = sections.get(name);
      sections.set(name, beneath === undefined ? inner : laidOver(inner, beneath));
    }
  }
  return { ...own, settings: new Map(layers.flatMap(({ settings }) => [...settings])), sections };
}

function laidOver(over: SettingsSection, base: SettingsSection): SettingsSection {
  const sections = new Map(base.sections);
  for (const [name, each] of over.sections) {
    const beneath = sections.get(name);
    sections.set(name, beneath === undefined ? each : laidOver(each, beneath));
  }
  return { ...over, settings: new Map([...base.settings, ...over.settings]), sections };
}

const section = (file: string, line: number): SettingsSection => ({
  file,
  line,
  settings: new Map(),
  sections: new Map(),
  references: [],
});
