import type { Colours } from './colours.ts';

/** A scenario as `s2s run` lists it. */
export interface ListedScenario {
  readonly name: string;
  readonly title: string;
  /** Title of its theme; null of a scenario that does not come with the package. */
  readonly theme: string | null;
  readonly proves: string;
  readonly rule: string | null;
  readonly source: string | null;
  readonly folder: string;
}

/** What `s2s run` prints when it is asked which scenarios there are. */
export interface ScenarioList {
  readonly scenarios: readonly ListedScenario[];
}

/** The scenarios with what each proves, those of a theme below its title. */
export function formatScenarioList({ scenarios }: ScenarioList, c: Colours): string {
  const lines = scenarios.flatMap(({ name, title, theme, proves }, index) => [
    ...(theme === null || theme === scenarios[index - 1]?.theme ? [] : [heading(theme, index, c)]),
    `${c.bold(name)}  ${title}\n  ${c.dim(proves)}`,
  ]);
  return [
    ...lines,
    '',
    c.dim(
      'Run one with `s2s run NAME`, every one with `s2s run --all`; or name a folder with a scenario.ts.',
    ),
  ].join('\n');
}

const heading = (theme: string, index: number, c: Colours): string =>
  `${index === 0 ? '' : '\n'}${c.cyan(theme)}\n`;
