import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import type { Fault } from '../errors.ts';
import { packageFile } from '../package-file.ts';
import { nearestNameHint } from '../topology/nearest-name.ts';
import { loadScenario } from './load.ts';
import type { Scenario } from './scenario.ts';

/** A scenario with the folder it was found in. */
export interface FoundScenario extends Scenario {
  /** The folder's name. */
  readonly name: string;
  /** As it was asked for: the name of one of the package, or a path. */
  readonly given: string;
  readonly folder: string;
}

/** Folder of the scenarios that come with the package; each has a folder of its name. */
export const SCENARIOS_FOLDER = packageFile('scenarios/');
const FILES = ['scenario.ts', 'scenario.js', 'scenario.mjs'] as const;

/** The names of the scenarios that come with the package, in alphabetical order. */
export function scenarioNames(): string[] {
  return readdirSync(SCENARIOS_FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && scenarioFile(join(SCENARIOS_FOLDER, entry.name)) !== null)
    .map(({ name }) => name)
    .sort();
}

/**
 * Loads several scenarios, each as {@link findScenario} does.
 * @throws {UsageError} with every one that there is not, or that cannot be loaded.
 */
export async function findScenarios(namesOrFolders: readonly string[]): Promise<FoundScenario[]> {
  const found: FoundScenario[] = [];
  const faults: Fault[] = [];
  for (const each of namesOrFolders) {
    try {
      found.push(await findScenario(each));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      faults.push(...error.faults);
    }
  }
  if (faults.length > 0) throw new UsageError(faults);
  return found;
}

/**
 * Loads a scenario.
 * @param nameOrFolder the name of one that comes with the package, or the path of a folder that has a scenario.ts.
 * @throws {UsageError} if there is none, or its file cannot be loaded.
 */
export async function findScenario(nameOrFolder: string): Promise<FoundScenario> {
  const isPath = /[/\\.]/.test(nameOrFolder);
  const folder = isPath ? resolve(nameOrFolder) : join(SCENARIOS_FOLDER, nameOrFolder);
  const file = scenarioFile(folder);
  if (file === null) {
    throw new UsageError({
      what: isPath ? `has no ${FILES.join(' or ')}` : 'there is no such scenario',
      value: nameOrFolder,
      hint: isPath ? 'name the folder of a scenario' : nearestNameHint(nameOrFolder, scenarioNames()),
    });
  }
  return { ...(await loadScenario(file)), name: basename(folder), given: nameOrFolder, folder };
}

function scenarioFile(folder: string): string | null {
  return FILES.map((name) => join(folder, name)).find((file) => existsSync(file)) ?? null;
}
