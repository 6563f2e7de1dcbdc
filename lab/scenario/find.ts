import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { nearestNameHint } from '../topology/nearest-name.ts';
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

const FILES = ['scenario.ts', 'scenario.js', 'scenario.mjs'] as const;

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
  const isPath = /[/\\.]/.test(nameOrFolder);
  const folder = isPath ? resolve(nameOrFolder) : packagedFolder(nameOrFolder);
  const file = folder === undefined ? undefined : scenarioFile(folder);
  if (folder === undefined || file === undefined) {
    throw new UsageError({
      what: isPath ? `has no ${FILES.join(' or ')}` : 'there is no such scenario',
      value: nameOrFolder,
      hint: isPath ? 'name the folder of a scenario' : nearestNameHint(nameOrFolder, scenarioNames()),
    });
  }
  const name = basename(folder);
  return { title: name, ...(await loadScenario(file)), name, given: nameOrFolder, folder };
}

function scenarioFile(folder: string): string | undefined {
  return FILES.map((name) => join(folder, name)).find((file) => existsSync(file));
}
