import { DataplaneError, LabNameError, UsageError, VmError } from '../errors.ts';
import type { Problem, LabError } from '../errors.ts';

/** The flags that set what errors of the rooms below call by the names that the API has for it. */
const FLAGS: readonly (readonly [error: new (...args: never[]) => LabError, key: string, flag: string])[] = [
  [DataplaneError, 'dataplane', '--dataplane'],
  [LabNameError, 'name', '--name'],
  [UsageError, 'memoryMiB', '--memory'],
  [VmError, 'memoryMiB', '--memory'],
  [VmError, 'port', '--port'],
];

/** What an error says, with the flag in place of the key that it sets. */
export function inFlags(error: LabError): Problem[] {
  const flagOf = (key?: string): string | undefined =>
    FLAGS.find(([kind, each]) => error instanceof kind && each === key)?.[2];
  return error.problems.map((problem) => {
    const flag = flagOf(problem.key);
    return flag === undefined ? problem : { ...problem, key: flag };
  });
}
