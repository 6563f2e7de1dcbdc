import type { RouterNote } from '../types.ts';
import { included } from './include.ts';
import { redact } from './redact.ts';
import type { RouterText, Setting } from './read-conn.ts';

/** A `config setup`, `ca <name>` or `conn <name>` section. */
export interface ConfSection {
  readonly kind: 'config' | 'ca' | 'conn';
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly settings: readonly Setting[];
}

type OpenSection = ConfSection & { settings: Setting[] };

/**
 * Reads an ipsec.conf and what it includes of the other texts: sections at the start of a line, indented `key=value` lines
 * below, `#` comments, quoted values (strongSwan, src/starter/parser/lexer.l; libreswan reads the same). Never throws: a
 * line that the daemon would refuse is noted and passed over.
 */
export function readSections(
  conf: RouterText,
  texts: readonly RouterText[],
  notes: RouterNote[],
): ConfSection[] {
  const sections: OpenSection[] = [];
  readInto(sections, conf, texts, notes, []);
  return sections;
}

function readInto(
  sections: OpenSection[],
  conf: RouterText,
  texts: readonly RouterText[],
  notes: RouterNote[],
  above: readonly string[],
): void {
  const file = conf.from ?? conf.path;
  for (const [index, raw] of conf.text.split(/\r?\n/).entries()) {
    const line = index + 1;
    const content = withoutComment(raw).trim();
    if (content === '' || /^version\b/.test(content)) continue;
    const refused = (why: string): void => {
      notes.push({ file, line, text: redact(content), why: `the daemon refuses this line: ${why}` });
    };
    const pattern = /^include\s+"?([^"]+)"?$/.exec(content)?.[1];
    if (pattern !== undefined) {
      for (const each of included(pattern, conf, texts)) {
        if (above.includes(each.path) || each.path === conf.path) continue;
        readInto(sections, each, texts, notes, [...above, conf.path]);
      }
    } else if (!/^\s/.test(raw)) {
      const section = readHeading(content, file, line);
      if (section === null)
        refused("'config setup' or 'conn <name>' begins a line, and settings are indented");
      // Settings below a heading that is none belong to nothing, and not to the section above.
      sections.push({ ...(section ?? { kind: 'ca', name: '', file, line }), settings: [] });
    } else {
      const setting = readSetting(content, file, line);
      if (setting === null) refused('it is no key=value');
      else if (sections.length === 0) refused('a setting stands below a conn');
      else sections.at(-1)!.settings.push(setting);
    }
  }
}

/** Cuts off a comment: from the first `#` that is neither quoted nor part of an `@#` identity. */
function withoutComment(raw: string): string {
  const code = /^(?:"(?:[^"\\]|\\.)*"?|@#|[^"#])*/.exec(raw);
  return code?.[0] ?? '';
}

function readHeading(content: string, file: string, line: number): Omit<ConfSection, 'settings'> | null {
  const match = /^(config|ca|conn)\s+"?([^\s"]+)"?$/.exec(content);
  if (match === null) return null;
  const [, kind, name = ''] = match;
  return { kind: kind as ConfSection['kind'], name, file, line };
}

function readSetting(content: string, file: string, line: number): Setting | null {
  const match = /^([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|(.*))$/.exec(content);
  if (match === null) return null;
  const [, key = '', quoted, plain = ''] = match;
  return { key: key.toLowerCase(), value: quoted?.replace(/\\(.)/g, '$1') ?? plain, file, line };
}
