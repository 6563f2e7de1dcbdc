import { given } from '../../given.ts';
import { isAnyCidrBlock, overlaps } from '../cidr.ts';
import { formatKeyPath } from '../key-path.ts';
import type { KeyPath } from '../key-path.ts';
import type { Report } from '../report.ts';

/** A value and the path it stands at. */
export interface Placed {
  readonly path: KeyPath;
  readonly value: string;
}

/**
 * Reports every CIDR block that overlaps one before it. Malformed blocks are passed over.
 * @param mayOverlap whether two of them may all the same.
 */
export function checkNoOverlap(
  report: Report,
  blocks: readonly Placed[],
  rule: string,
  mayOverlap: (one: Placed, other: Placed) => boolean = () => false,
  hint?: string,
): void {
  const sound = blocks.filter(({ value }) => isAnyCidrBlock(value));
  sound.forEach((one, index) => {
    const { path, value } = one;
    for (const other of sound.slice(0, index)) {
      if (!overlaps(value, other.value) || mayOverlap(one, other)) continue;
      const what = `overlaps ${other.value} of ${formatKeyPath(other.path.slice(0, -1))}`;
      report(path, { what, value, rule, ...given({ hint }), dependsOn: [other.path] });
    }
  });
}

/** Reports every value that stands somewhere before, too. */
export function checkUnique(report: Report, values: readonly Placed[], rule: string, hint?: string): void {
  values.forEach(({ path, value }, index) => {
    const first = values.findIndex((other) => other.value === value);
    const other = values[first];
    if (first === index || other === undefined) return;
    report(path, {
      what: `is the same as ${formatKeyPath(other.path)}`,
      value,
      rule,
      ...given({ hint }),
      dependsOn: [other.path],
    });
  });
}
