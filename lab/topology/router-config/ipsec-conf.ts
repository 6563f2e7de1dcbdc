import type { Findings, RouterFile } from './findings.ts';
import { redact } from './findings.ts';

/** One `key = value` line of a section. */
export interface ConfEntry {
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

/** One `config setup` or `conn <name>` section. */
export interface ConfSection {
  readonly kind: 'config' | 'conn';
  readonly name: string;
  readonly line: number;
  readonly entries: readonly ConfEntry[];
}

/** Files that Ubuntu's own ipsec.conf and ipsec.secrets include, both empty as installed. */
const EMPTY_INCLUDES: ReadonlySet<string> = new Set([
  '/var/lib/strongswan/ipsec.conf.inc',
  '/var/lib/strongswan/ipsec.secrets.inc',
]);

/**
 * Reads the syntax of an ipsec.conf: sections at the start of a line, indented `key=value` lines below,
 * `#` comments, quoted values (strongSwan, src/starter/parser/lexer.l). Adds a fault for each other line.
 */
export function parseIpsecConf({ file, text }: RouterFile, findings: Findings): ConfSection[] {
  const sections: (ConfSection & { entries: ConfEntry[] })[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    const content = withoutComment(raw).trim();
    const fault = (what: string, hint: string): void => {
      findings.faults.push({ file, line, value: redact(content), what, hint });
    };
    const current = sections.at(-1);
    if (content === '' || /^version\b/.test(content)) continue;
    if (/^include\s/.test(content)) {
      readInclude(content, { file, line }, findings);
    } else if (!/^\s/.test(raw)) {
      const section = readHeading(content, line);
      if (section === null) {
        fault(
          'not a section of an ipsec.conf the lab knows',
          "'config setup' or 'conn <name>' at the start of a line; indent the settings below it",
        );
      } else if (sections.some((other) => other.kind === section.kind && other.name === section.name)) {
        fault('this section stands twice', 'give each conn its own name, and one section');
      }
      // Kept even when it is at fault, so that its settings are not blamed on the section above.
      sections.push({ ...(section ?? { kind: 'config', name: '', line }), entries: [] });
    } else {
      const entry = readEntry(content, line);
      if (entry === null) fault('not a setting', 'key=value, the value in double quotes if it has spaces');
      else if (current === undefined) fault('a setting outside of a section', 'put it below its conn');
      else if (current.entries.some(({ key }) => key === entry.key && key !== 'also')) {
        fault(`'${entry.key}' stands twice in this section`, 'keep one');
      } else current.entries.push(entry);
    }
  }
  return sections;
}

/** Notes an `include` of a file that is empty anyway; any other is a fault, since the lab has not got it. */
export function readInclude(
  content: string,
  place: { file: string; line: number },
  findings: Findings,
): void {
  const included = content.replace(/^include\s+/, '').replaceAll('"', '');
  if (EMPTY_INCLUDES.has(included)) {
    findings.notes.push({ ...place, text: content, why: 'that file is empty as Ubuntu installs it' });
    return;
  }
  findings.faults.push({
    ...place,
    key: 'include',
    value: included,
    what: 'an included file is not read',
    hint: 'put its lines into this file',
  });
}

/** Cuts off a comment: from the first `#` that is neither quoted nor part of an `@#` identity. */
function withoutComment(raw: string): string {
  const code = /^(?:"(?:[^"\\]|\\.)*"?|@#|[^"#])*/.exec(raw);
  return code?.[0] ?? '';
}

function readHeading(content: string, line: number): Omit<ConfSection, 'entries'> | null {
  if (/^config\s+setup$/.test(content)) return { kind: 'config', name: 'setup', line };
  const name = /^conn\s+(\S+)$/.exec(content)?.[1];
  return name === undefined ? null : { kind: 'conn', name, line };
}

function readEntry(content: string, line: number): ConfEntry | null {
  const match = /^([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^"]*))$/.exec(content);
  if (match === null) return null;
  const [, key = '', quoted, plain = ''] = match;
  return { key, value: quoted?.replace(/\\(.)/g, '$1') ?? plain, line };
}
