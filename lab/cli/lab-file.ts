import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Argument } from 'commander';
import { UsageError } from '../errors.ts';
import { REFERENCE_LAB_FILE } from '../package-file.ts';
import { packagedFolder, scenarioNames, SCENARIOS_FOLDER } from '../scenario/themes.ts';
import { nearestNameHint } from '../topology/nearest-name.ts';

const LAB_FILE = 'lab.yaml';

/** `[lab-file]`, which {@link resolveLabFile} takes. */
export function labFileArgument(): Argument {
  const argument = new Argument('[lab-file]', 'lab file, or name of a scenario');
  return argument.default(REFERENCE_LAB_FILE, 'the reference lab');
}

/**
 * The lab file that is meant: a file, a folder with a lab.yaml, the name of a scenario of the package as `run` takes it,
 * or, wherever one is, a path below the package's `scenarios/`. Anything else stays as it is, for the reader of lab
 * files to say that it is not there.
 * @throws {UsageError} if a name is neither a file nor a scenario.
 */
export function resolveLabFile(given: string): string {
  const isName = /^[\w-]+$/.test(given);
  const scenario = isName ? packagedFolder(given) : undefined;
  const candidates = [
    given,
    ...(scenario === undefined ? [] : [join(scenario, LAB_FILE)]),
    join(given, LAB_FILE),
    ...(given.startsWith('scenarios/') ? [join(SCENARIOS_FOLDER, '..', given)] : []),
  ];
  const found = candidates.find(isFile);
  if (found !== undefined || !isName) return found ?? given;
  throw new UsageError({
    what: 'there is no such lab file, and no scenario of that name',
    value: given,
    hint: nearestNameHint(given, scenarioNames()),
  });
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
