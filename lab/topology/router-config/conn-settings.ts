import { given } from '../../given.ts';
import type { ConfEntry, ConfSection } from './ipsec-conf.ts';
import type { Findings } from './findings.ts';
import { redact } from './findings.ts';

const UNIT_SECONDS = { s: 1, m: 60, h: 3600, d: 86400 } as const;

/** The settings of one conn with `conn %default` and its `also` sections merged in, and typed readers of them. */
export interface ConnSettings {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly entries: ReadonlyMap<string, ConfEntry>;
}

/**
 * Merges `conn %default`, then the sections named by `also`, then the conn's own lines, each over the
 * former (ipsec.conf(5), sections `also` and `%default`).
 */
export function mergeSettings(
  file: string,
  conn: ConfSection,
  conns: readonly ConfSection[],
  findings: Findings,
): ConnSettings {
  const entries = new Map<string, ConfEntry>();
  const merge = (section: ConfSection, path: readonly string[]): void => {
    for (const entry of section.entries) {
      if (entry.key !== 'also') continue;
      const other = conns.find(({ name }) => name === entry.value);
      const what =
        other === undefined
          ? `there is no conn '${entry.value}'`
          : path.includes(entry.value)
            ? 'conns include each other in a circle'
            : undefined;
      if (other === undefined || what !== undefined) {
        const fault = { file, line: entry.line, key: `${section.name}.also`, what: what ?? '' };
        // A section that several conns include is merged, and found wanting, once for each of them.
        if (!findings.faults.some(({ line, key }) => line === fault.line && key === fault.key)) {
          findings.faults.push(fault);
        }
        continue;
      }
      merge(other, [...path, other.name]);
    }
    for (const entry of section.entries) if (entry.key !== 'also') entries.set(entry.key, entry);
  };
  const defaults = conns.find(({ name }) => name === '%default');
  if (defaults !== undefined) merge(defaults, ['%default']);
  merge(conn, [conn.name]);
  return { name: conn.name, file, line: conn.line, entries };
}

/** The value of the first of `keys` that is set: a keyword and its synonyms. */
export function textOf(settings: ConnSettings, ...keys: readonly string[]): ConfEntry | undefined {
  return keys.map((key) => settings.entries.get(key)).find((entry) => entry !== undefined);
}

/** A time in seconds from e.g. `28800`, `8h`, `30s`. */
export function secondsOf(
  settings: ConnSettings,
  keys: readonly string[],
  defaultSeconds: number,
  findings: Findings,
): number {
  const entry = textOf(settings, ...keys);
  if (entry === undefined) return defaultSeconds;
  const match = /^(\d+)([smhd])?$/.exec(entry.value);
  if (match === null) {
    connFault(settings, findings, entry, 'not a time', 'digits and s, m, h or d: 28800, 8h, 30s');
    return defaultSeconds;
  }
  return Number(match[1]) * UNIT_SECONDS[(match[2] ?? 's') as keyof typeof UNIT_SECONDS];
}

/** One of `choices`, by the word that stands in the file. */
export function choiceOf<T>(
  settings: ConnSettings,
  key: string,
  choices: Readonly<Record<string, T>>,
  fallback: T,
  findings: Findings,
): T {
  const entry = settings.entries.get(key);
  if (entry === undefined) return fallback;
  const choice = new Map(Object.entries(choices)).get(entry.value);
  if (choice === undefined) {
    connFault(
      settings,
      findings,
      entry,
      `the lab cannot do this '${key}'`,
      `one of ${Object.keys(choices).join(', ')}`,
    );
    return fallback;
  }
  return choice;
}

/** Adds a fault about one entry of a conn, or about one that is missing. */
export function connFault(
  settings: ConnSettings,
  findings: Findings,
  entry: ConfEntry | { readonly key: string },
  what: string,
  hint: string,
  rule?: string,
): void {
  findings.faults.push({
    file: settings.file,
    line: 'line' in entry ? entry.line : settings.line,
    key: `${settings.name}.${entry.key}`,
    ...('value' in entry ? { value: redact(entry.value) } : {}),
    what,
    ...given({ rule }),
    hint,
  });
}
