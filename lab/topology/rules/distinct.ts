import { formatKeyPath } from '../key-path.ts';
import type { KeyPath } from '../key-path.ts';
import type { Report } from '../report.ts';

/** Something that has a name, and where the lab file gives it. */
export interface Named {
  readonly name: string;
  readonly path: KeyPath;
  /** What has the name, where the path alone does not say. */
  readonly as?: string;
}

/** Reports each name that another has already. */
export function checkDistinct(report: Report, all: readonly Named[], rule: string): void {
  all.forEach(({ name, path, as }, index) => {
    const other = all.slice(0, index).find((each) => each.name === name);
    if (other === undefined || name === '') return;
    const subject = as === undefined ? 'has' : `${as} has`;
    const what = `${subject} the name of ${other.as ?? formatKeyPath(other.path)}`;
    report(path, { what, value: name, rule, atKey: true, dependsOn: [other.path] });
  });
}
