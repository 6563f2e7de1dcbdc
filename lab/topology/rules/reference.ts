import type { KeyPath } from '../key-path.ts';
import { nearestNameHint } from '../nearest-name.ts';
import type { Report } from '../report.ts';

/** What a name may refer to. */
export interface Referents {
  /** e.g. `security group of vpc-a` */
  readonly kind: string;
  readonly names: readonly string[];
  /** The maps of the lab file that have them. */
  readonly maps: readonly KeyPath[];
}

/** Reports a name that refers to nothing. True when it refers to something. */
export function checkReference(
  report: Report,
  path: KeyPath,
  name: string,
  { kind, names, maps }: Referents,
): boolean {
  if (names.includes(name)) return true;
  report(path, {
    what: `unknown ${kind}`,
    value: name,
    hint: nearestNameHint(name, names),
    dependsOn: maps,
  });
  return false;
}

/** {@link checkReference} for a list of names, each of which may stand there once. */
export function checkReferences(
  report: Report,
  path: KeyPath,
  names: readonly string[],
  referents: Referents,
): void {
  names.forEach((name, index) => {
    const known = checkReference(report, [...path, index], name, referents);
    if (known && names.indexOf(name) < index)
      report([...path, index], { what: 'is listed twice', value: name });
  });
}
