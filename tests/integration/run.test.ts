import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labContainers } from '../../lab/engine/containers.ts';
import { connect } from '../../lab/engine/connect.ts';
import { removeLab } from '../../lab/engine/started-lab.ts';
import type { SuiteResult } from '../../lab/scenario/result.ts';
import { BUDGETS_MS } from '../../lab/wait/budgets.ts';
import { BUILT_CLI } from '../built-cli.ts';
import { readXml } from '../unit/scenario/report/read-xml.ts';
import { becomes } from './labs.ts';
import { NODES_WITHOUT_VPN, writeScenarios } from './run-scenarios.ts';

const runtime = await connect();
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 's2s-run-'));
  await writeScenarios(root);
});
afterAll(() => rm(root, { recursive: true }));

/** Starts `s2s run` in the folder of the scenarios. */
const start = (...args: readonly string[]) =>
  execa(process.execPath, [BUILT_CLI, 'run', ...args], {
    cwd: root,
    reject: false,
    // A runner that colours its output, or sets CI, must not change what is compared here.
    env: { NO_COLOR: '1' },
  });
const left = async (lab: string): Promise<string[]> =>
  (await labContainers(runtime, lab)).map(({ id }) => id).sort();

it('has the next scenario in the same lab, unless the last one has left something in it', async () => {
  const names = ['mends', 'leaves-a-route', 'passes-always'];
  const { stdout } = await start(...names.map((name) => `./${name}`), '--json');
  const { verdict, scenarios } = JSON.parse(stdout) as SuiteResult;
  expect(verdict).toBe('passed');
  expect(scenarios.map(({ lab, steps }) => [lab, steps[0]!.evidence])).toEqual([
    ['it-run-mends', ''],
    ['it-run-mends', 'it came back clean from mends'],
    ['it-run-passes-always', ''],
  ]);
  expect((await Promise.all(names.map((name) => left(`it-run-${name}`)))).flat()).toEqual([]);
});

describe('s2s run of scenarios side by side, of which some do not pass', () => {
  const names = ['passes', 'fails', 'throws', 'waits', 'wrong-node'];
  const reports = ['--junit', 'junit.xml', '--html', 'report.html', '--evidence', 'saved', '--json'];
  let code: number | undefined;
  let err: string;
  let suite: SuiteResult;
  const resultOf = (name: string) => suite.scenarios.find(({ scenario }) => scenario === name)!;

  beforeAll(async () => {
    const ended = await start(...names.map((name) => `./${name}`), '--parallel', '2', ...reports);
    [code, err] = [ended.exitCode, ended.stderr];
    suite = JSON.parse(ended.stdout) as SuiteResult;
  });

  it('ends with the exit code of the worst, and prints one document', () => {
    expect(code).toBe(3);
    expect(suite).toMatchObject({ verdict: 'error', timers: 'fast', notRun: [] });
    expect(suite.scenarios.map(({ scenario, verdict }) => [scenario, verdict])).toEqual([
      ['passes', 'passed'],
      ['fails', 'failed'],
      ['throws', 'error'],
      ['waits', 'failed'],
      ['wrong-node', 'error'],
    ]);
  });

  it('shows each step on standard error, with the scenario before it', () => {
    expect(err).toMatch(/^passes {5}\| that it passes$/m);
    expect(err).toMatch(/^passes {5}\| {3}✓ step {3}the lab comes up {2}\d/m);
    expect(err).toMatch(/^passes {5}\| {3}▸ step {3}the cure$/m);
    expect(err).toMatch(/^passes {5}\| {5}✓ undo {3}undone: the link between internet and tunnel-2 is cut/m);
    expect(err).toMatch(/^fails {6}\| {3}✗ check {2}it is not so /m);
    expect(err).toMatch(/^fails {6}\| +exit code <0>$/m);
    expect(err).toMatch(/^throws {5}\| ! throws error in /m);
  });

  it('tells the line of the scenario that threw, and no stack', () => {
    const { failure, reproduce } = resultOf('throws');
    expect(failure!.message).toMatch(
      /^throws\/scenario\.ts:8:\d+: TypeError: Cannot read properties of null/,
    );
    expect(failure!.message).not.toContain('\n    at ');
    expect(reproduce).toBe('s2s run ./throws --keep');
  });

  it('tells what was waited for, and what was seen last', () => {
    expect(resultOf('waits').failure!.message).toBe(
      'pigs fly: not within 0.2 s\n  value: last seen: pigs on the ground',
    );
  });

  it('offers the nearest name for a node that does not exist', () => {
    expect(resultOf('wrong-node').failure).toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('value: vpc-a-hots\n  hint: did you mean vpc-a-host?'),
    });
  });

  it('saves evidence of what did not pass, and of nothing else', async () => {
    expect(await readdir(join(root, 'saved'))).toEqual(
      ['fails', 'throws', 'waits', 'wrong-node'].map((name) => `it-run-${name}`),
    );
    expect(resultOf('fails').evidence).toBe('saved/it-run-fails');
    expect(resultOf('passes').evidence).toBeNull();
  });

  it('writes a JUnit report that is XML', async () => {
    const { elements } = readXml(await readFile(join(root, 'junit.xml'), 'utf8'));
    expect(elements.map(({ attributes: { name, failures, errors } }) => [name, failures, errors])).toEqual([
      ['passes', '0', '0'],
      ['fails', '1', '0'],
      ['throws', '0', '1'],
      ['waits', '1', '0'],
      ['wrong-node', '0', '1'],
    ]);
  });

  it('writes an HTML report with a picture of each lab and the fault in it', async () => {
    const page = await readFile(join(root, 'report.html'), 'utf8');
    expect(page).toContain('<h1>1 of 5 scenarios passed</h1>');
    expect(page.match(/<svg class="topology"/g)).toHaveLength(5);
    expect(page).toContain('vpc-a-host [1]');
    expect(page).toContain('exit code &lt;0&gt;');
    expect(page.endsWith('</html>\n')).toBe(true);
  });

  it('leaves no lab', async () => {
    for (const name of names) expect(await left(`it-run-${name}`)).toEqual([]);
  });
});

it('s2s run tells the cause of what failed, on the screen, in the reports and in the evidence', async () => {
  const { exitCode, stdout, stderr } = await start(
    ...['./unreached', './wrong-tunnel', '--parallel', '2'],
    ...['--junit', 'reports/of/ci/junit.xml', '--html', 'reports/report.html', '--evidence', 'why'],
  );
  const cause = /NO_ROUTE_TO_DESTINATION at vpc-a: .*10\.30\.141\.20/;
  expect(stdout).toMatch(cause);
  expect(stderr).toMatch(cause);
  const { elements } = readXml(await readFile(join(root, 'reports/of/ci/junit.xml'), 'utf8'));
  const failures = elements.flatMap((suite) =>
    suite.elements.flatMap((each) => each.elements.filter(({ name }) => /failure|error/.test(name))),
  );
  expect(failures).toHaveLength(2);
  expect(failures[0]!.attributes.message).toMatch(cause);
  expect(failures[0]!.text).toMatch(/cause: NO_ROUTE_TO_DESTINATION[^\n]*\n {2}hint: ./);
  expect(failures[1]!.text).toContain('value: Tunnel1\n  hint: did you mean tunnel-1?');
  expect(await readFile(join(root, 'reports/report.html'), 'utf8')).toMatch(cause);
  const saved = (file: string) => readFile(join(root, 'why/it-run-unreached', file), 'utf8');
  expect(await saved('README.txt')).toMatch(cause);
  const { faults } = JSON.parse(await saved('failure.json')) as { faults: { cause: string; hint: string }[] };
  expect(faults).toEqual([
    expect.objectContaining({ cause: expect.stringMatching(cause), hint: expect.any(String) }),
  ]);
  expect(exitCode).toBe(2);
});

it('s2s run --control wants every scenario to fail, and saves evidence of those that do not', async () => {
  const scenarios = ['./needs-its-fault', './idle'];
  const { exitCode, stdout } = await start(
    ...scenarios,
    '--control',
    '--parallel',
    '2',
    '--evidence',
    'control',
  );
  expect(stdout).toMatch(/needs-its-fault {2}failed, as it must/);
  expect(stdout).toMatch(/idle {13}passed without its cause/);
  expect(stdout).toContain('1 of 2 control runs failed as they must');
  expect(exitCode).toBe(1);
  expect(await readdir(join(root, 'control'))).toEqual(['it-run-idle']);
});

it('s2s run --keep leaves the lab, under the name that was asked for, and says so', async () => {
  try {
    const { exitCode, stderr } = await start('./idle', '--keep', '--name', 'it-run-kept');
    expect(exitCode).toBe(0);
    expect(stderr).toContain('lab it-run-kept is left for a look; `s2s down it-run-kept` removes it');
    expect(await left('it-run-kept')).toHaveLength(NODES_WITHOUT_VPN);
  } finally {
    await removeLab(runtime, 'it-run-kept');
  }
});

it('a second run of the same lab is refused, and the first goes on until it is interrupted', async () => {
  const first = start('./endless', './passes', '--junit', 'partial.xml', '--html', 'partial.html', '--json');
  await becomes(
    'the lab is up',
    60_000,
    async () => (await left('it-run-endless')).length === NODES_WITHOUT_VPN,
  );
  const containers = await left('it-run-endless');
  const second = await start('./endless');
  expect(second.stdout).toContain('a lab of that name is running\n    value: it-run-endless');
  expect(second.stdout).toContain('choose another name');
  expect(second.exitCode).toBe(2);
  expect(await left('it-run-endless')).toEqual(containers);
  first.kill('SIGINT');
  const { exitCode, stdout, stderr } = await first;
  expect(exitCode).toBe(130);
  expect(stderr).toContain('interrupted by SIGINT');
  expect(JSON.parse(stdout)).toMatchObject({ scenarios: [], notRun: ['endless', 'passes'] });
  const { elements } = readXml(await readFile(join(root, 'partial.xml'), 'utf8'));
  expect(elements.map(({ attributes: { name, skipped } }) => [name, skipped])).toEqual([
    ['endless', '1'],
    ['passes', '1'],
  ]);
  expect(await readFile(join(root, 'partial.html'), 'utf8')).toContain('<h1>0 of 2 scenarios passed</h1>');
  expect(await left('it-run-endless')).toEqual([]);
});

it('SIGKILL leaves none of the labs that run side by side', async () => {
  const labs = ['it-run-endless', 'it-run-endless-too'];
  const all = async (): Promise<string[]> => (await Promise.all(labs.map(left))).flat();
  const run = start('./endless', './endless-too', '--parallel', '2');
  await becomes('nodes of both are there', 60_000, async () =>
    (await Promise.all(labs.map(left))).every((ids) => ids.length > 3),
  );
  run.kill('SIGKILL');
  await run;
  await becomes('nothing is left', BUDGETS_MS.nodesReady, async () => (await all()).length === 0);
  await pause(500);
  expect(await all()).toEqual([]);
});
