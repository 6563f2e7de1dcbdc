import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { scenarioNames } from '../../../lab/scenario/themes.ts';
import { s2s } from '../../s2s.ts';
import type { Shown } from '../../s2s.ts';

/** No engine answers: whoever asks for one ends with 3. */
const s2sRun = (...args: readonly string[]): Promise<Shown> => s2s('run', ...args);

const root = mkdtempSync(join(tmpdir(), 's2s-run-'));
const empty = join(root, 'empty');
mkdirSync(empty);
writeFileSync(join(root, 'file'), '');
afterAll(() => rmSync(root, { recursive: true }));

beforeEach(() => {
  vi.stubEnv('DOCKER_HOST', `unix://${root}/no-engine.sock`);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe('s2s run without a name', () => {
  it('lists the scenarios with what they prove', async () => {
    const { out, code } = await s2sRun();
    for (const name of scenarioNames()) expect(out).toContain(`\n${name}  `);
    expect(out).toContain('with the endpoint of Tunnel1 dead everything is lost');
    expect(code).toBe(0);
  });

  it('lists them as JSON, too, or those that are named', async () => {
    const all = JSON.parse((await s2sRun('--json')).out) as { scenarios: { name: string }[] };
    expect(all.scenarios.map(({ name }) => name)).toEqual(scenarioNames());
    const one = JSON.parse((await s2sRun('--list', '--json', 'reference')).out) as object;
    expect(one).toEqual({
      scenarios: [
        {
          name: 'reference',
          title: expect.any(String),
          theme: 'The whole lab',
          proves: expect.any(String),
          rule: expect.any(String),
          source: expect.any(String),
          folder: expect.stringMatching(/scenarios\/reference$/),
        },
      ],
    });
  });
});

describe('s2s run without a name, but with what only a run has', () => {
  it.each([
    ['--junit', ['--junit', 'x.xml']],
    ['--html', ['--html', 'x.html']],
    ['--evidence', ['--evidence', 'x']],
    ['--control', ['--control']],
    ['--keep', ['--json', '--keep']],
    ['--junit', ['--list', '--junit', 'x.xml']],
  ])('%s ends with 2 and lists nothing: %j', async (option, args) => {
    const { err, out, code } = await s2sRun(...args);
    expect(err).toContain(`${option}: there is no scenario to run`);
    expect(err).toContain('hint: name scenarios, or --all for every one');
    expect(out).not.toContain('wrong-psk');
    expect(code).toBe(2);
  });

  it('as an empty variable in quotes does', async () => {
    const { err, code } = await s2sRun('', '--junit', 'x.xml');
    expect(err).toContain('there is no such scenario');
    expect(code).toBe(2);
  });

  it('lists with --list --all --json all the same', async () => {
    expect((await s2sRun('--list', '--all', '--json')).code).toBe(0);
  });
});

describe('s2s run refuses before it asks for an engine', () => {
  it.each([
    [
      ['tunnel-1-dies-sttic'],
      'there is no such scenario\n  value: tunnel-1-dies-sttic\n  hint: did you mean tunnel-1-dies-static?',
    ],
    [[empty], `has no scenario.ts or scenario.js or scenario.mjs\n  value: ${empty}`],
    [['--all', 'reference'], 'either scenarios or --all, not both'],
    [['reference', 'walk-through', '--name', 'mine'], '--name: is for one scenario, not for several'],
    [['reference', '--timers', 'slow'], '--timers: there is no such profile of timers'],
    [['reference', '--parallel', '0'], '--parallel: is not a number of labs'],
    [['reference', '--dataplane', 'warp'], '--dataplane: unknown data plane'],
    [['reference', '--junit', join(root, 'file', 'a.xml')], 'a.xml: cannot be written (EEXIST)'],
    [['tunnel-1-dies'], 'hint: did you mean tunnel-1-dies-static or tunnel-1-dies-child-sa?'],
    [['reference', '--name', 'Mine'], 'cannot be the name of a lab'],
    [['reference', '--html', root], 'cannot be written (EISDIR)'],
    [['reference', '--evidence', join(root, 'file', 'x')], 'cannot be written (ENOTDIR)'],
  ])('%j', async (args, message) => {
    const { err, code } = await s2sRun(...args);
    expect(err).toContain(`s2s: error: `);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });

  it('with every name that is wrong at once', async () => {
    const { err } = await s2sRun('refrence', 'reference', 'walkthrough');
    expect(err).toMatch(/refrence[^]*did you mean reference\?[^]*walkthrough[^]*did you mean walk-through\?/);
  });
});

it('s2s run ends with 3 where no engine answers', async () => {
  const { err, code } = await s2sRun('reference');
  expect(err).toContain('the container engine cannot be reached (ENOENT)');
  expect(code).toBe(3);
});
