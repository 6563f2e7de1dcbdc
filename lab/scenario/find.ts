import { basename } from 'node:path';
import { UsageError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { findModule } from '../load-module.ts';
import type { ModuleKind } from '../load-module.ts';
import { loadScenario } from './load.ts';
import type { Scenario } from './scenario.ts';
import { packagedFolder, scenarioNames } from './themes.ts';

/** A scenario with the folder it was found in. */
export interface FoundScenario extends Scenario {
  readonly title: string;
  /** The folder's name. */
  readonly name: string;
  /** As it was asked for: the name of one of the package, or a path. */
  readonly given: string;
  readonly folder: string;
}

const SCENARIO: ModuleKind = {
  what: 'scenario',
  names: scenarioNames,
  packaged: packagedFolder,
  hint: 'name the folder of a scenario',
};

/**
 * Loads several scenarios, each as {@link findScenario} does.
 * @throws {UsageError} with every one that there is not, or that cannot be loaded.
 */
export async function findScenarios(namesOrFolders: readonly string[]): Promise<FoundScenario[]> {
  const found: FoundScenario[] = [];
  const problems: Problem[] = [];
  for (const each of namesOrFolders) {
    try {
      found.push(await findScenario(each));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new UsageError(problems);
  return found;
}

/**
 * Loads a scenario.
 * @param nameOrFolder the name of one that comes with the package, or the path of a folder that has a scenario.ts.
 * @throws {UsageError} if there is none, or its file cannot be loaded.
 */
export async function findScenario(nameOrFolder: string): Promise<FoundScenario> {
  const { folder, file } = findModule(nameOrFolder, SCENARIO);
  const name = basename(folder);
  return { title: name, ...(await loadScenario(file)), name, given: nameOrFolder, folder };
}
