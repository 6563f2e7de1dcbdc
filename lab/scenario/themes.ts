import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { packageFile } from '../package-file.ts';

/** Folder of the scenarios that come with the package. */
export const SCENARIOS_FOLDER = packageFile('scenarios/');

/** Scenarios of the package that belong together. */
export interface Theme {
  readonly title: string;
  /** In the order to learn them by. */
  readonly scenarios: readonly ScenarioFolder[];
}

/** Where a scenario of the package lies. */
export interface ScenarioFolder {
  readonly name: string;
  /** Absolute path. */
  readonly folder: string;
}

const FILE = z.array(z.strictObject({ title: z.string(), scenarios: z.array(z.string()) }));

let read: readonly Theme[] | null = null;

/** The scenarios of the package by theme, in the order to learn them by, as scenarios/themes.yaml has them. */
export function themes(): readonly Theme[] {
  return (read ??= FILE.parse(parse(readFileSync(join(SCENARIOS_FOLDER, 'themes.yaml'), 'utf8'))).map(
    ({ title, scenarios }) => ({
      title,
      scenarios: scenarios.map((path) => ({ name: basename(path), folder: join(SCENARIOS_FOLDER, path) })),
    }),
  ));
}

/** The title of the theme that a scenario's folder belongs to; null if it is none of the package. */
export function themeOf(folder: string): string | null {
  return themes().find(({ scenarios }) => scenarios.some((each) => each.folder === folder))?.title ?? null;
}

/** The names of the scenarios of the package, in the same order. */
export function scenarioNames(): string[] {
  return themes().flatMap(({ scenarios }) => scenarios.map(({ name }) => name));
}

/** The folder of a scenario of the package; undefined if there is none of the name. */
export function packagedFolder(name: string): string | undefined {
  return themes()
    .flatMap(({ scenarios }) => scenarios)
    .find((each) => each.name === name)?.folder;
}
