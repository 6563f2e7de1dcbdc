import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { UsageError } from '../errors.ts';
import { nearestNameHint } from '../topology/nearest-name.ts';
import type { Scenario } from './scenario.ts';

/** A scenario with the folder it was found in. */
export interface FoundScenario extends Scenario {
  /** The folder's name. */
  readonly name: string;
  readonly folder: string;
}

/** The scenarios that come with the package. */
const FOLDER = fileURLToPath(new URL('../../scenarios/', import.meta.url));
const FILES = ['scenario.ts', 'scenario.js', 'scenario.mjs'] as const;

/** The names of the scenarios that come with the package, in alphabetical order. */
export function scenarioNames(): string[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && scenarioFile(join(FOLDER, entry.name)) !== null)
    .map(({ name }) => name)
    .sort();
}

/**
 * Loads a scenario.
 * @param nameOrFolder the name of one that comes with the package, or the path of a folder that has a scenario.ts.
 * @throws {UsageError} if there is none, or its file cannot be loaded.
 */
export async function findScenario(nameOrFolder: string): Promise<FoundScenario> {
  const isPath = /[/\\.]/.test(nameOrFolder);
  const folder = isPath ? resolve(nameOrFolder) : join(FOLDER, nameOrFolder);
  const file = scenarioFile(folder);
  if (file === null) {
    throw new UsageError({
      what: isPath ? `has no ${FILES.join(' or ')}` : 'there is no such scenario',
      value: nameOrFolder,
      hint: isPath ? 'name the folder of a scenario' : nearestNameHint(nameOrFolder, scenarioNames()),
    });
  }
  return { ...(await loadScenario(file)), name: basename(folder), folder };
}

function scenarioFile(folder: string): string | null {
  return FILES.map((name) => join(folder, name)).find((file) => existsSync(file)) ?? null;
}

async function loadScenario(file: string): Promise<Scenario> {
  // Node runs TypeScript by itself only from 22.18 on, and never below node_modules.
  if (file.endsWith('.ts')) (await import('tsx/esm/api')).register();
  let module: { readonly default?: Scenario };
  try {
    module = (await import(pathToFileURL(file).href)) as typeof module;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError({ key: file, what: 'cannot be loaded', value: message }, { cause: error });
  }
  if (typeof module.default?.run === 'function') return module.default;
  throw new UsageError({
    key: file,
    what: 'has no scenario as its default export',
    hint: "export default scenario({ proves: '…', … }), with scenario from 's2s-lab'",
  });
}
