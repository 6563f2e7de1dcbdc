import { given } from '../../given.ts';
import type { KeyPath } from '../key-path.ts';
import { nearestNameHint } from '../nearest-name.ts';
import type { FileProblem, Report } from '../report.ts';

/** What a name may refer to. */
export interface Referents {
  /** e.g. `security group of vpc-a` */
  readonly kind: string;
  readonly names: readonly string[];
  /** The maps of the lab file that have them. */
  readonly maps: readonly KeyPath[];
  /** What may stand there, by AWS's words; where nothing but the name says it, there is none. */
  readonly rule?: string;
  /** What to say of a name that is not among them, but means something else in the lab. */
  readonly mistaken?: (name: string) => Pick<FileProblem, 'what' | 'rule' | 'hint'> | undefined;
}

/** Reports a name that refers to nothing. True when it refers to something. */
export function checkReference(
  report: Report,
  path: KeyPath,
  name: string,
  { kind, names, maps, rule, mistaken }: Referents,
): boolean {
  if (names.includes(name)) return true;
  report(path, {
    what: `unknown ${kind}`,
    ...given({ rule }),
    hint: nearestNameHint(name, names),
    ...mistaken?.(name),
    value: name,
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
