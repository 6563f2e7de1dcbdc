import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { findScenarios } from '../../../lab/scenario/find.ts';
import { packagedFolder, scenarioNames, SCENARIOS_FOLDER } from '../../../lab/scenario/themes.ts';

it('every folder of scenarios/ that has a scenario belongs to a theme', () => {
  const files = readdirSync(SCENARIOS_FOLDER, { recursive: true, encoding: 'utf8' });
  const folders = files.filter((file) => basename(file) === 'scenario.ts').map(dirname);
  expect(folders.length).toBeGreaterThan(30);
  expect(
    scenarioNames()
      .map((name) => packagedFolder(name))
      .sort(),
  ).toEqual(folders.map((folder) => join(SCENARIOS_FOLDER, folder)).sort());
});

it('a scenario has a name of its own, and the reference lab is the first', () => {
  expect(new Set(scenarioNames()).size).toBe(scenarioNames().length);
  expect(scenarioNames()[0]).toBe('reference');
});

it('there is no folder of a name that is not known', () => {
  expect(packagedFolder('none')).toBeUndefined();
});

it('every scenario has a title of its own', async () => {
  const titles = (await findScenarios(scenarioNames())).map(({ name, title }) => ({ name, title }));
  expect(titles.filter(({ name, title }) => title === name)).toEqual([]);
  expect(new Set(titles.map(({ title }) => title)).size).toBe(titles.length);
});
