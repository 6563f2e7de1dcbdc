import type { Problem } from '../errors.ts';
import { given } from '../given.ts';
import { formatKeyPath, isWithin } from './key-path.ts';
import type { KeyPath } from './key-path.ts';
import { maskKey, printable } from './printable.ts';
import type { YamlSource } from './source.ts';

/** A fault of the lab file before it has a place. */
export interface FileFault extends Pick<Problem, 'what' | 'rule' | 'hint'> {
  /** The value as written; left out for maps, lists and secrets. */
  readonly value?: unknown;
  /** Point at the key, not at its value. */
  readonly atKey?: boolean;
  /** Other keys that must be sound for this fault to be more than an echo of theirs. */
  readonly dependsOn?: readonly KeyPath[];
}

/** Reports a fault at a path of the lab file. */
export type Report = (path: KeyPath, fault: FileFault) => void;

/** Turns a fault at a path into one with file, line and column. A pre-shared key never becomes part of it. */
export function placeFault(source: YamlSource, path: KeyPath, fault: FileFault): Problem {
  const value = path.at(-1) === 'preSharedKey' ? undefined : formatValue(fault.value);
  return {
    ...source.locate(path, fault.atKey === true ? 'key' : 'value'),
    ...(path.length > 0 && { key: formatKeyPath(path.map(maskKey)) }),
    ...given({ value }),
    what: fault.what,
    ...given({ rule: fault.rule, hint: fault.hint }),
  };
}

/** Whether a fault only repeats that something it builds on is malformed. */
export function isEcho(path: KeyPath, fault: FileFault, malformed: readonly KeyPath[]): boolean {
  return [path, ...(fault.dependsOn ?? [])].some((used) => malformed.some((root) => isWithin(used, root)));
}

function formatValue(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? '""' : printable(value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
