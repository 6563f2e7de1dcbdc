import { readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { ScenarioResult } from '../lab/scenario/result.ts';
import { CLI } from './cli.ts';

/** What `s2s run --json` prints. */
interface SuiteDocument {
  readonly verdict: string;
  readonly timers: string;
  readonly dataplane: string;
  readonly durationMs: number;
  readonly scenarios: readonly ScenarioResult[];
}

/** Runs every scenario, BENCH_PARALLEL at a time (3 by default), and sums up times and outages. */
export async function measureSuite(): Promise<unknown> {
  const parallel = process.env.BENCH_PARALLEL ?? '3';
  const file = join(tmpdir(), `s2s-bench-${process.pid}.json`);
  try {
    await execa('node', [CLI, 'run', '--all', '--parallel', parallel, '--json'], {
      stdout: { file },
      stderr: 'inherit',
      reject: false,
    });
    const suite = JSON.parse(await readFile(file, 'utf8')) as SuiteDocument;
    return {
      cores: availableParallelism(),
      parallel: Number(parallel),
      timers: suite.timers,
      dataplane: suite.dataplane,
      verdict: suite.verdict,
      durationSeconds: seconds(suite.durationMs),
      scenarioSeconds: Object.fromEntries(
        suite.scenarios.map(({ scenario, durationMs }) => [scenario, seconds(durationMs)]),
      ),
      outages: suite.scenarios.flatMap(({ scenario, outages }) =>
        outages.map(({ title, lost, longestGapMs, recoveryMs }) => ({
          scenario,
          title,
          lost,
          longestGapMs,
          recoveryMs,
        })),
      ),
    };
  } finally {
    await rm(file, { force: true });
  }
}

const seconds = (ms: number): number => Math.round(ms / 100) / 10;
