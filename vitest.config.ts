import { defineConfig } from 'vitest/config';
import { budgetFactor } from './lab/wait/budgets.ts';

/** Scenarios import 's2s-lab' as anybody's do; here that is the source (package.json, exports). */
const ssr = { resolve: { conditions: ['s2s-source', 'node', 'import', 'module', 'default'] } };

/** What a slow engine multiplies the wait budgets by, and so what they lie within. */
const factor = budgetFactor();

/** Labs at a time: as many as two cores take without losing probes. */
const labsAtOnce = Number(process.env.S2S_LABS_AT_ONCE ?? 3);

const SCENARIOS = 'tests/integration/scenarios.test.ts';

/** Tests with an engine. */
const live = {
  globalSetup: 'tests/integration/global-setup.ts',
  testTimeout: 60_000 * factor,
  hookTimeout: 180_000 * factor,
  retry: 0,
  // Testcontainers' reaper is an image from a registry; the lab's labels and `s2s down --all` do its work.
  env: { TESTCONTAINERS_RYUK_DISABLED: 'true', S2S_LAB: '' },
};

export default defineConfig({
  ssr,
  test: {
    retry: 0,
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
          include: ['tests/integration/**/*.test.ts'],
          exclude: [SCENARIOS],
          // Each file brings up a lab of its own, and mostly waits for it.
          maxWorkers: labsAtOnce,
          sequence: { groupOrder: 1 },
        },
      },
      {
        ssr,
        test: {
          ...live,
          name: 'scenarios',
          include: [SCENARIOS],
          // Scenarios run side by side, each in a lab of its own. They measure outages in milliseconds, so no other file
          // runs beside them.
          maxConcurrency: labsAtOnce,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
