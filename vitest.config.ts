import { defineConfig } from 'vitest/config';
import { budgetFactor } from './lab/engine/budget-factor.ts';

/** Scenarios import 's2s-lab' as anybody's do; here that is the source (package.json, exports). */
const ssr = { resolve: { conditions: ['s2s-source', 'node', 'import', 'module', 'default'] } };

/** What a slow engine multiplies the wait budgets by, and so what they lie within. */
const factor = budgetFactor();

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
          name: 'live',
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: 'tests/integration/global-setup.ts',
          // Files take turns: each brings up a lab of its own, and outages are measured in milliseconds.
          fileParallelism: false,
          // Scenarios run side by side, each in a lab of its own: as many as two cores take without losing probes.
          // (vitest does not let its command line change this for a project.)
          maxConcurrency: Number(process.env.S2S_LABS_AT_ONCE ?? 3),
          testTimeout: 60_000 * factor,
          hookTimeout: 180_000 * factor,
          retry: 0,
          // Testcontainers' reaper is an image from a registry; the lab's labels and `s2s down --all` do its work.
          env: { TESTCONTAINERS_RYUK_DISABLED: 'true', S2S_LAB: '' },
        },
      },
    ],
  },
});
