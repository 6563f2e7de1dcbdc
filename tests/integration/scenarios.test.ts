import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { budgetFactor } from '../../lab/wait/budgets.ts';
import { findScenario } from '../../lab/scenario/find.ts';
import type { FoundScenario } from '../../lab/scenario/find.ts';
import type { ScenarioResult } from '../../lab/scenario/result.ts';
import { LabPool } from '../../lab/scenario/lab-pool.ts';
import { asNeighbours } from '../../lab/scenario/neighbours.ts';
import { labOf, runScenario } from '../../lab/scenario/run.ts';
import { scenarioNames } from '../../lab/scenario/themes.ts';

const folderOf = (path: string): string => fileURLToPath(new URL(`../../${path}/`, import.meta.url));
const TIMES = folderOf('.cache/scenarios');
const TIMEOUT_MS = 180_000 * budgetFactor();

const pool = new LabPool(Number(process.env.S2S_LABS_AT_ONCE ?? 5));
afterAll(() => pool[Symbol.asyncDispose]());

interface Case {
  readonly scenario: FoundScenario;
  readonly control: boolean;
  readonly title: string;
}

/** Every scenario, and every one without its cause, so ordered that most find a lab in the pool that is near to theirs. */
async function cases(): Promise<Case[]> {
  const scenarios = await Promise.all(scenarioNames().map(findScenario));
  const all = scenarios.flatMap((scenario): Case[] => [
    { scenario, control: false, title: `${scenario.name} passes` },
    { scenario, control: true, title: `${scenario.name} fails without its cause` },
  ]);
  return asNeighbours(all, ({ scenario, control }) => labOf(scenario, { control }));
}

/** Runs a scenario in a lab of these tests, whose name is no other's and has at most 32 characters. */
async function run({ scenario, control }: Case): Promise<ScenarioResult> {
  const { name } = scenario;
  const result = await runScenario(scenario, {
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

/** What a control run fails with where that is itself a rule of AWS: with static routes one tunnel of four carries every flow. */
const FAILS_WITH: Readonly<Record<string, string>> = { ecmp: '64 of 64 answered; 64 by tunnel-1' };

const titled = (await cases()).map((each) => [each.title, each] as const);
it.concurrent.for(titled)('%s', { timeout: TIMEOUT_MS }, async ([, each], context) => {
  const result = await run(each);
  context.skip(result.verdict === 'skipped', result.failure?.message);
  expect(result.verdict, story(result)).toBe(each.control ? 'failed' : 'passed');
  if (each.control) expect(story(result)).toContain(FAILS_WITH[each.scenario.name] ?? '');
});
