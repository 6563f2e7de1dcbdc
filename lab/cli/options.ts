import { fileURLToPath } from 'node:url';
import { UsageError } from '../errors.ts';
import { loadLab } from '../topology/load.ts';
import { LAB_NAME } from '../topology/schema/values.ts';

/** The lab that every verb means unless told otherwise. */
export const DEFAULT_LAB = 'reference';

/** The reference lab's file, as it comes with the package. */
export const DEFAULT_LAB_FILE = fileURLToPath(
  new URL(`../../scenarios/${DEFAULT_LAB}/lab.yaml`, import.meta.url),
);

/**
 * Reads a lab's name.
 * @throws {UsageError} if no lab can be called so.
 */
export function parseLabName(value: string): string {
  if (new RegExp(LAB_NAME.pattern).test(value)) return value;
  throw new UsageError({ what: 'cannot be the name of a lab', value, rule: LAB_NAME.rule });
}

/**
 * The name of a lab that the user gave by its name or by its file.
 * @throws {LabFileError} if it looks like a file and is not a valid one.
 */
export function labNameOf(nameOrFile: string): string {
  return /[/.]/.test(nameOrFile) ? loadLab(nameOrFile).name : parseLabName(nameOrFile);
}

/**
 * Reads how many of something.
 * @throws {UsageError} if it is not a whole number above 0.
 */
export function parseCount(value: string): number {
  const count = Number(value);
  if (Number.isInteger(count) && count > 0) return count;
  throw new UsageError({
    key: '--count',
    what: 'is not a number of packets',
    value,
    rule: 'a whole number above 0',
  });
}

/** `--name LAB` for a follow-up command; nothing for the default lab. */
export function nameFlag(lab: string): string {
  return lab === DEFAULT_LAB ? '' : ` --name ${lab}`;
}
