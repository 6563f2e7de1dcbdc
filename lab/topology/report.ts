import type { Problem } from '../errors.ts';
import { given } from '../given.ts';
import { formatKeyPath, isWithin } from './key-path.ts';
import type { KeyPath } from './key-path.ts';
import { maskKey, printable } from './printable.ts';
import type { YamlSource } from './source.ts';

/** A problem of the lab file before it has a place. */
export interface FileProblem extends Pick<Problem, 'what' | 'rule' | 'hint'> {
  /** The value as written; left out for maps, lists and secrets. */
  readonly value?: unknown;
  /** Point at the key, not at its value. */
  readonly atKey?: boolean;
  /** Other keys that must be sound for this problem to be more than an echo of theirs. */
  readonly dependsOn?: readonly KeyPath[];
}

/** Reports a problem at a path of the lab file. */
export type Report = (path: KeyPath, problem: FileProblem) => void;

/** Turns a problem at a path into one with file, line and column. A pre-shared key never becomes part of it. */
export function placeProblem(source: YamlSource, path: KeyPath, problem: FileProblem): Problem {
  const value = path.at(-1) === 'preSharedKey' ? undefined : formatValue(problem.value);
  return {
    ...source.locate(path, problem.atKey === true ? 'key' : 'value'),
    ...(path.length > 0 && { key: formatKeyPath(path.map(maskKey)) }),
    ...given({ value }),
    what: problem.what,
    ...given({ rule: problem.rule, hint: problem.hint }),
  };
}

/** Whether a problem only repeats that something it builds on is malformed. */
export function isEcho(path: KeyPath, problem: FileProblem, malformed: readonly KeyPath[]): boolean {
  return [path, ...(problem.dependsOn ?? [])].some((used) => malformed.some((root) => isWithin(used, root)));
}

function formatValue(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? '""' : printable(value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
