import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge, within } from '../../lab/checks/check.ts';
import type { Check } from '../../lab/checks/check.ts';
import { established } from '../../lab/checks/established.ts';
import { reaches } from '../../lab/checks/reaches.ts';
import { rekeyed } from '../../lab/checks/rekeyed.ts';
import { connect } from '../../lab/engine/connect.ts';
import { labContainers, removeContainers } from '../../lab/engine/containers.ts';
import { removeLab } from '../../lab/engine/started-lab.ts';
import { readState } from '../../lab/engine/state.ts';
import { gradeTask } from '../../lab/exercise/grade.ts';
import type { Grade } from '../../lab/exercise/grade.ts';
import { labOfTry } from '../../lab/exercise/lab.ts';
import { currentTry } from '../../lab/exercise/progress.ts';
import type { ProgressPlace } from '../../lab/exercise/progress.ts';
import { regrade } from '../../lab/exercise/regrade.ts';
import { begun, checkExercise, solveExercise, startExercise } from '../../lab/exercise/student.ts';
import { readSubmission, submissionOf } from '../../lab/exercise/submission.ts';
import { writeTemplate } from '../../lab/exercise/template.ts';
import { activeFaults } from '../../lab/faults/injected.ts';
import { isUp } from '../../lab/ike/current-sas.ts';
import { bringUp } from '../../lab/lifecycle/bring-up.ts';
import { NODE_LABEL } from '../../lab/plan/labels.ts';
import { CHARON, viciSocket } from '../../lab/plan/services/charon-paths.ts';
import { carriersByRouters } from '../../lab/probe/carriers.ts';
import { ping } from '../../lab/probe/ping.ts';
import { tunnelStates } from '../../lab/probe/tunnels.ts';
import { loadLab } from '../../lab/topology/load.ts';
import { BUDGETS_MS, budgetFactor } from '../../lab/wait/budgets.ts';
import { forgeCharon } from './forged-charon.ts';
import { becomes, mustRun } from './labs.ts';

const BUDGET_MS = 240_000 * budgetFactor();
const REACHES = 'The server reaches the host in VPC A';
const APART = 'VPC A and VPC B stay apart';
const ROUTER = 'onprem-router';
const SERVER = 'onprem-server';

/** Below the package, so that 's2s-lab' is its source. */
mkdirSync('.cache', { recursive: true });
const folder = mkdtempSync(resolve('.cache', 'exercise-'));
const source = join(folder, 'it-student');
const place: ProgressPlace = { student: 'it', file: join(folder, 'it.json') };

async function grade(judging = false): Promise<Grade> {
  const { grade: graded, running } = await checkExercise(place, await begun(place), judging);
  await running.close();
  return graded;
}

async function verdict(name: string): Promise<string | undefined> {
  return (await grade()).items.find((item) => item.name === name)?.verdict;
}

async function inNode(node: string, command: string): Promise<string> {
  const { work, record } = await begun(place);
  await using running = await labOfTry(work, currentTry(record).id);
  return await mustRun(running, node, command);
}

let lab: string | undefined;

beforeAll(async () => {
  writeTemplate(source);
  await startExercise(source, place, { folder: join(folder, 'work') });
  lab = (await begun(place)).work.lab;
}, BUDGET_MS);

afterAll(async () => {
  if (lab !== undefined) await removeLab(await connect(), lab);
  rmSync(folder, { recursive: true, force: true });
}, BUDGET_MS);

describe('nothing gives the answer away', () => {
  it('neither the list of faults, nor the labels of containers, nor what the router has', async () => {
    const { work, record } = await begun(place);
    await using running = await labOfTry(work, currentTry(record).id);
    expect(await activeFaults(running)).toEqual([]);
    const shown = await mustRun(
      running,
      ROUTER,
      'nft list ruleset; find /run/s2s /etc/s2s; cat /run/s2s/ready',
    );
    expect(shown).not.toMatch(/fault|disable-ip-forward|IP_FORWARDING/);
    const up = await bringUp(loadLab(join(record.folder, 'lab.yaml')), {
      file: join(record.folder, 'lab.yaml'),
    });
    await using again = up.running;
    expect(again.name).toBe(running.name);
    expect(up.undone).toEqual([]);
    expect(up.changes).toEqual([]);
    expect(up.checks.failures.map(({ cause }) => cause)).toEqual([null]);
    expect(await verdict(REACHES)).toBe('failed');
    // Nor does a check of the student's own.
    const own = await judge(running, reaches(SERVER, 'vpc-a-host', { budgetMs: 0 }));
    expect(own).toMatchObject({ verdict: 'failed' });
    expect(own.cause).toBeUndefined();
  });
});

describe('what a student does to the own nodes does not raise the grade', () => {
  it('a false ping, ip and swanctl first in PATH', async () => {
    const lie = 'echo "3 packets transmitted, 3 received, 0% packet loss"; echo "rtt = 1/1/1/1 ttl=62"';
    for (const node of [ROUTER, SERVER]) {
      const write = ['ping', 'fping', 'ip', 'swanctl'].map(
        (name) =>
          `printf '#!/bin/sh\\n%s\\n' '${lie}' >/usr/local/sbin/${name}; chmod +x /usr/local/sbin/${name}`,
      );
      await inNode(node, write.join('\n'));
    }
    expect(await inNode(SERVER, 'ping')).toContain('3 received');
    expect(await verdict(REACHES)).toBe('failed');
    expect(await verdict(APART)).toBe('passed');
  });

  it("the far host's address on an interface of the server", async () => {
    const far = /privateIpAddress: (\S+),? subnet|vpc-a-host:[^]*?privateIpAddress: ([\d.]+)/.exec(
      readFileSync(join(folder, 'work', 'lab.yaml'), 'utf8'),
    );
    const address = (far?.[1] ?? far?.[2])!;
    // Not the one that is first in PATH by now.
    const ip = '/usr/sbin/ip';
    await inNode(SERVER, `${ip} addr add ${address}/32 dev lo`);
    expect(await inNode(SERVER, `${ip} addr show lo`)).toContain(`${address}/32`);
    expect(await verdict(REACHES)).toBe('failed');
    await inNode(SERVER, `${ip} addr del ${address}/32 dev lo`);
  });

  it('a control host that is stopped: what must not reach it is inconclusive then', async () => {
    const { work, record } = await begun(place);
    await using running = await labOfTry(work, currentTry(record).id);
    await running.node('vpc-b-host').doToContainer('kill');
    const { items, points } = await grade();
    expect(items.find(({ name }) => name === APART)?.verdict).toBe('inconclusive');
    expect(points).toBe(0);
    // `up` brings it back, and leaves what is broken in secret.
    const file = join(record.folder, 'lab.yaml');
    await using again = (await bringUp(loadLab(file), { file })).running;
    expect(again.name).toBe(work.lab);
    expect(await verdict(APART)).toBe('passed');
    expect(await verdict(REACHES)).toBe('failed');
  });
});

describe('a node that a student has removed', () => {
  it('comes back by start, as broken as it was, and nothing of the progress is lost', async () => {
    const { work, record } = await begun(place);
    await using running = await labOfTry(work, currentTry(record).id);
    expect((await startExercise(source, place, {})).how).toBe('running');
    const containers = await labContainers(running.runtime, work.lab);
    const router = containers.find(({ labels }) => labels[NODE_LABEL] === ROUTER)!;
    await removeContainers(running.runtime, [router.id]);
    const started = await startExercise(source, place, {});
    expect(started).toMatchObject({ how: 'again', written: [] });
    expect(currentTry(started.record).checks).toBe(currentTry(record).checks);
    expect(await verdict(REACHES)).toBe('failed');
  });
});

describe('what is handed in', () => {
  it(
    'has no key, is graded the same in a new lab, and is refused once it was edited',
    async () => {
      await solveExercise(place, await begun(place));
      const found = await begun(place);
      const { grade: graded, record, running } = await checkExercise(place, found, true);
      await using lab = running;
      expect(graded.points).toBe(graded.of);
      const submission = await submissionOf(found.work, record, lab, graded);
      const text = JSON.stringify(submission);
      const state = await readState(lab.runtime, lab.name);
      for (const key of Object.values(state!.keys)) {
        expect(text).not.toContain(key);
        expect(text).not.toContain(Buffer.from(key).toString('hex'));
      }
      const file = join(folder, 'submission.json');
      writeFileSync(file, text);
      const { grade: again, otherwise } = await regrade(readSubmission(file), { source });
      expect(otherwise).toEqual([]);
      expect(again.points).toBe(again.of);
      writeFileSync(file, text.replace('"solved":true', '"solved":false'));
      expect(() => readSubmission(file)).toThrow(/was edited/);
    },
    BUDGET_MS,
  );

  it('is not raised by a charon that tells what is not so', async () => {
    const { work, record } = await begun(place, 'it-student');
    await using running = await labOfTry(work, currentTry(record).id);
    const item = (check: Check) => ({ name: check.title, points: 10, reason: 'r', check });
    // With what was seen, so that a verdict which is another one says why.
    const verdicts = async (...checks: readonly Check[]): Promise<string[]> => {
      const task = { items: checks.map(item), hints: [], solution: {} };
      const { items } = await gradeTask(running, task, {}, true);
      return items.map((each) => `${each.verdict}: ${each.evidence}`);
    };
    const as = (...expected: readonly string[]) =>
      expected.map((each) => expect.stringMatching(`^${each}: `) as string);
    const by1 = reaches(SERVER, 'vpc-a-host', { via: 'tunnel-1' });
    const by2 = reaches(SERVER, 'vpc-a-host', { via: 'tunnel-2', budgetMs: 0 });
    expect(await verdicts(by1, by2, established('tunnel-2'))).toEqual(as('passed', 'failed', 'passed'));
    await forgeCharon(running, ROUTER, 'Tunnel2');
    const { carriers: told } = await carriersByRouters(running, () => ping(running, 'vpc-a-host', SERVER));
    expect(told).toEqual({ out: ['tunnel-2'], back: ['tunnel-2'] });
    expect(await verdicts(by1, by2)).toEqual(as('passed', 'failed'));
    const [renewed] = await verdicts(rekeyed('tunnel-2', 'CHILD_SA'));
    expect(renewed).not.toMatch(/^passed/);
    const real = `${viciSocket(CHARON)}.real`;
    await mustRun(
      running,
      ROUTER,
      `/usr/sbin/swanctl --terminate --ike Tunnel2 --timeout 5 --uri unix://${real}`,
    );
    const [tunnel2] = (await tunnelStates(running)).filter(({ tunnel }) => tunnel === 'tunnel-2');
    expect(isUp(tunnel2!)).toBe(true);
    // The word of it is still on its way to AWS.
    await becomes('AWS has it no longer', BUDGETS_MS.reach, async () => {
      return (await verdicts(within(0, established('tunnel-2'))))[0]!.startsWith('failed: ');
    });
  });

  it('counts for nobody once the folder of the exercise was edited', async () => {
    appendFileSync(join(source, 'README.md'), 'edited\n');
    await expect(begun(place, 'it-student')).rejects.toThrow(/its folder has changed/);
  });
});
