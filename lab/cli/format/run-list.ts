import type { Colours } from './colours.ts';

/** What `s2s run` prints when it is asked which scenarios there are. */
export interface ScenarioList {
  readonly scenarios: readonly {
    readonly name: string;
    readonly proves: string;
    readonly rule: string | null;
    readonly source: string | null;
    readonly folder: string;
  }[];
}

/** The scenarios with what each proves. */
export function formatScenarioList({ scenarios }: ScenarioList, c: Colours): string {
  return [
    ...scenarios.map(({ name, proves }) => `${c.bold(name)}\n  ${proves}`),
    '',
    c.dim(
      'Run one with `s2s run NAME`, every one with `s2s run --all`; or name a folder with a scenario.ts.',
    ),
  ].join('\n');
}
