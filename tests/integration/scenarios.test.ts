import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { budgetFactor } from '../../lab/wait/budgets.ts';
import { findScenario } from '../../lab/scenario/find.ts';
import type { ScenarioResult } from '../../lab/scenario/result.ts';
import { LabPool } from '../../lab/scenario/lab-pool.ts';
import { labOf, runScenario } from '../../lab/scenario/run.ts';
import { scenarioNames } from '../../lab/scenario/themes.ts';

const folderOf = (path: string): string => fileURLToPath(new URL(`../../${path}/`, import.meta.url));
const TIMES = folderOf('.cache/scenarios');
const TIMEOUT_MS = 180_000 * budgetFactor();

const pool = new LabPool(Number(process.env.S2S_LABS_AT_ONCE ?? 5));
afterAll(() => pool[Symbol.asyncDispose]());

/** Those that start with equal labs one after another, so that they find one in the pool. */
async function inOrder(control: boolean): Promise<string[]> {
  const scenarios = await Promise.all(scenarioNames().map(findScenario));
  const keyed = scenarios.map((scenario) => ({
    name: scenario.name,
    lab: JSON.stringify({ ...labOf(scenario, { control }), name: '' }),
  }));
  return keyed.sort((a, b) => (a.lab < b.lab ? -1 : a.lab > b.lab ? 1 : 0)).map(({ name }) => name);
}

/** Runs a scenario in a lab of these tests, whose name is no other's and has at most 32 characters. */
async function run(name: string, control: boolean): Promise<ScenarioResult> {
  const result = await runScenario(await findScenario(name), {
    control,
    skipUnsupported: true,
    pool,
    labName: `${control ? 'c' : 't'}-${name}`.slice(0, 32),
    evidenceFolder: folderOf('evidence'),
  });
  await mkdir(TIMES, { recursive: true });
  if (!control) await writeFile(`${TIMES}${name}.json`, JSON.stringify(result, null, 2));
  return result;
}

/** What a person needs to know of a run that did not come out as it must. */
function story({ steps, failure, evidence }: ScenarioResult): string {
  const last = steps.findLast(({ verdict }) => verdict !== 'passed') ?? steps.at(-1);
  return [
    `at '${last?.title ?? ''}'`,
    failure?.message ?? 'it passed',
    `evidence: ${evidence ?? 'none'}`,
  ].join('\n');
}

it.concurrent.for(await inOrder(false))('%s passes', { timeout: TIMEOUT_MS }, async (name, context) => {
  const result = await run(name, false);
  context.skip(result.verdict === 'skipped', result.failure?.message);
  expect(result.verdict, story(result)).toBe('passed');
});

/** What a control run fails with where that is itself a rule of AWS: with static routes one tunnel of four carries every flow. */
const FAILS_WITH: Readonly<Record<string, string>> = { ecmp: '64 of 64 answered; 64 by tunnel-1' };

it.concurrent.for(await inOrder(true))(
  '%s fails without its cause',
  { timeout: TIMEOUT_MS },
  async (name, context) => {
    const result = await run(name, true);
    context.skip(result.verdict === 'skipped', result.failure?.message);
    expect(result.verdict, story(result)).toBe('failed');
    expect(story(result)).toContain(FAILS_WITH[name] ?? '');
  },
);
