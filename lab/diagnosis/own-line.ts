import type { OwnRouter, Router } from '../topology/types.ts';

/** A line of a router's own script or files. */
export interface OwnLine {
  /** The owner's file. */
  readonly file: string;
  /** Counted from 1. */
  readonly number: number;
  readonly text: string;
}

/** The last line of a router's own script, or else of its files, that has this in it: what it says goes. */
export function ownLine({ script, files }: OwnRouter, pattern: RegExp): OwnLine | null {
  const texts = [
    ...(script === null ? [] : [{ file: script.name, text: script.text }]),
    ...files.map(({ from, content }) => ({ file: from, text: content })),
  ];
  for (const { file, text } of texts) {
    const lines = text.split('\n');
    const index = lines.findLastIndex((line) => pattern.test(line) && !/^\s*#/.test(line));
    if (index >= 0) return { file, number: index + 1, text: lines[index]!.trim() };
  }
  return null;
}

/**
 * What makes a cure last, as a clause: which line of its owner's files to mend, or that `s2s up` does, where the lab configures
 * the router.
 * @param how what to do with the line, e.g. `mend`.
 */
export function forGood(
  { own }: Pick<Router, 'own'>,
  how: 'mend' | 'take out' | 'add it below',
  pattern: RegExp,
): string {
  if (own === null) return 's2s up repairs the node, too';
  const line = ownLine(own, pattern);
  if (line === null) return `for good, ${how} the line that says so, where the router sets it up at boot`;
  return `for good, ${how} line ${line.number} of ${line.file}`;
}
