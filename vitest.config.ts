import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';
import { budgetFactor } from './lab/wait/budgets.ts';

/** Scenarios import 's2s-lab' as anybody's do; here that is the source (package.json, exports). */
const ssr = { resolve: { conditions: ['s2s-source', 'node', 'import', 'module', 'default'] } };

/** What a slow engine multiplies the wait budgets by, and so what they lie within. */
const factor = budgetFactor();

/** Labs at a time: as many as keep two cores busy, since labs wait for timers, without losing probes. With tests/cases/ fewer do. */
const labsAtOnce = Number(process.env.S2S_LABS_AT_ONCE ?? (process.env.ALL === '1' ? 5 : 6));
/**
 * Of these, scenarios in the one process that runs them. The other files have one each, in a process of their own, and more to
 * do: once the scenarios have ended, theirs runs such files, too.
 */
const scenariosAtOnce = Math.max(1, Math.floor(labsAtOnce / 2));

const SCENARIOS = 'tests/integration/scenarios.test.ts';
/** The files that take longest begin first, so that none of them is left alone at the end. */
const LONGEST = [
  SCENARIOS,
  ...[
    ...['cases/routers', 'cases/explain-faults', 'integration/up-states', 'cases/exercises'],
    ...['integration/drill', 'integration/exercise-student', 'cases/field-cases', 'integration/package'],
    ...['integration/own-router', 'integration/exercise-hand-in'],
  ].map((name) => `tests/${name}.test.ts`),
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const place = ({ moduleId }: TestSpecification): number => {
      const index = LONGEST.findIndex((file) => moduleId.endsWith(file));
      return index < 0 ? LONGEST.length : index;
    };
    return sorted.sort((one, other) => place(one) - place(other));
  }
}

/** Tests with an engine. */
const live = {
  globalSetup: 'tests/integration/global-setup.ts',
  // A net for what hangs: tests wait within budgets, and on a busy machine use them up.
  testTimeout: 150_000 * factor,
  hookTimeout: 300_000 * factor,
  retry: 0,
  // A process runs one file after the other, and loads the source once: a tenth of a run's time.
  isolate: false,
  maxWorkers: 1 + labsAtOnce - scenariosAtOnce,
  sequence: { groupOrder: 1 },
  // Testcontainers' reaper is an image from a registry; the lab's labels and `s2s down --all` do its work.
  env: { TESTCONTAINERS_RYUK_DISABLED: 'true', S2S_LAB: '' },
};

/** What is installed. A cache of its own for each, so that no run has to clear one that another is using. */
const installed = createHash('sha1')
  .update(readFileSync(new URL('node_modules/.package-lock.json', import.meta.url)))
  .digest('hex')
  .slice(0, 12);

export default defineConfig({
  ssr,
  test: {
    retry: 0,
    // A file is transformed once for what it says, not once for each run: half of what a run spends beside its tests.
    experimental: { fsModuleCache: true, fsModuleCachePath: `.cache/vitest/${installed}` },
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        ssr,
        test: {
          name: 'unit',
          // A lab that the shell has chosen is no business of a test.
          env: { S2S_LAB: '' },
          include: ['tests/{unit,errors}/**/*.test.ts'],
          // They are pure, so files may share a worker: half the time.
          isolate: false,
          // A few load the whole command line, which takes seconds on a busy machine.
          testTimeout: 30_000,
          retry: 0,
        },
      },
      {
        ssr,
        test: {
          ...live,
          name: 'live',
          include: ['tests/{integration,cases}/**/*.test.ts'],
          exclude: [SCENARIOS],
        },
      },
      {
        ssr,
        test: {
          ...live,
          name: 'scenarios',
          include: [SCENARIOS],
          maxConcurrency: scenariosAtOnce,
        },
      },
    ],
  },
});
