import { readFileSync, writeFileSync } from 'node:fs';
import type { Outcome } from './negotiate.ts';
import type { Trial } from './trials.ts';

/** What was negotiated, a line for each trial: the record that the page of proposals and its tests are made from. */
const FILE = new URL('./negotiated.csv', import.meta.url);
const HEAD = 'version,phase,endpoint,combination,chosen';

/** Names a trial in the record. */
export const keyOf = ({ version, phase, endpoint, combination }: Trial): string =>
  [version, phase, endpoint, combination].join(',');

/** What was negotiated in each trial, by {@link keyOf}: a proposal, or the refusal. */
export function readRecord(): ReadonlyMap<string, string> {
  const [, ...lines] = readFileSync(FILE, 'utf8').trim().split('\n');
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(',')), line.slice(line.lastIndexOf(',') + 1)]),
  );
}

/** Writes the record anew. */
export function writeRecord(outcomes: readonly (readonly [Trial, Outcome])[]): void {
  const lines = outcomes.map(([trial, outcome]) => `${keyOf(trial)},${inRecord(outcome)}`);
  writeFileSync(FILE, [HEAD, ...lines, ''].join('\n'));
}

/** An outcome in one word. */
export const inRecord = ({ chosen, refusal }: Outcome): string => chosen ?? refusal ?? 'nothing';
