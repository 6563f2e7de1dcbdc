import { isCidrBlock, isIpAddress, networkOf } from '../cidr.ts';
import type { RouterNote } from '../types.ts';
import type { Setting } from './read-conn.ts';
import { redact } from './redact.ts';

const UNIT_SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** The value of the first of `keys` that is set, of a keyword and its synonyms; null where none is. */
export function textOf(settings: ReadonlyMap<string, Setting>, ...keys: readonly string[]): string | null {
  return keys.map((key) => settings.get(key)).find((setting) => setting !== undefined)?.value ?? null;
}

/**
 * A time in seconds from e.g. `28800`, `8h`, `30s`; where none is set, or something else, the default. What is no time is
 * noted.
 */
export function secondsOf(
  settings: ReadonlyMap<string, Setting>,
  keys: readonly string[],
  defaultSeconds: number,
  notes: RouterNote[],
): number {
  const setting = keys.map((key) => settings.get(key)).find((each) => each !== undefined);
  if (setting === undefined) return defaultSeconds;
  const match = /^(\d+)\s*([smhd])?$/.exec(setting.value);
  if (match !== null) return Number(match[1]) * UNIT_SECONDS[(match[2] ?? 's') as keyof typeof UNIT_SECONDS];
  noteOnce(notes, setting, `no time such as 28800, 8h or 30s; the daemon takes ${defaultSeconds} s`);
  return defaultSeconds;
}

/** The IPv4 blocks of a list of traffic selectors, divided by commas or blanks; what is none is left out. */
export function blocksOf(value: string | null): string[] {
  const words = (value ?? '').replace(/[{}]/g, ' ').split(/[\s,]+/);
  return words.flatMap((word) => {
    const block = word.replace(/\[.*/, '');
    if (isIpAddress(block)) return [`${block}/32`];
    return isCidrBlock(block) ? [networkOf(block)] : [];
  });
}

/** The number of a mark or interface id, `100`, `0x64` or `100/0xffffffff`; null for anything else. */
export function numberOf(value: string | null): number | null {
  const [, number] = /^(\d+|0x[0-9a-f]+)(?:\/.*)?$/i.exec(value ?? '') ?? [];
  return number === undefined ? null : Number(number);
}

/** Notes a setting, once however many conns have it from a section in common. */
export function noteOnce(notes: RouterNote[], { key, value, file, line }: Setting, why: string): void {
  if (notes.some((note) => note.file === file && note.line === line && note.why === why)) return;
  notes.push({ file, line, text: redact(`${key}=${value}`), why });
}
