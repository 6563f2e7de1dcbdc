import { UsageError } from '../errors.ts';
import { isLabName, LAB_NAME } from '../topology/values.ts';

const MAX_LENGTH = 32;

/**
 * The name of a lab of one's own: the one that was asked for, otherwise the lab file's, cut short where it has to be,
 * with a suffix that makes it unique.
 * @throws {UsageError} if the name asked for cannot be a lab's.
 */
export function ownLabName(fromFile: string, suffix: string, asked?: string): string {
  const name = asked ?? `${fromFile.slice(0, MAX_LENGTH - suffix.length - 1)}-${suffix}`;
  if (isLabName(name)) return name;
  throw new UsageError({
    key: 'name',
    what: 'cannot be the name of a lab',
    value: name,
    rule: LAB_NAME.rule,
  });
}
