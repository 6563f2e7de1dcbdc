import Docker from 'dockerode';
import { execa } from 'execa';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { FaultError } from '../../lab/errors.ts';
import { injectFault } from '../../lab/faults/inject.ts';
import { activeFaults } from '../../lab/faults/injected.ts';
import { undoFault, undoPossibleFaults } from '../../lab/faults/undo.ts';
import { BUDGETS_MS, budgetFactor } from '../../lab/wait/budgets.ts';
import { BUILT_CLI } from '../built-cli.ts';
import { s2s } from '../s2s.ts';
import type { Shown } from '../s2s.ts';
import { errorOf, mustRun, referenceLab, startLab } from './labs.ts';

const docker = new Docker();
let lab: StartedLab;
beforeAll(async () => {
  lab = await startLab(referenceLab('it-fault-cli'));
});
afterAll(async () => {
  await lab[Symbol.asyncDispose]();
});

afterEach(async () => {
  await undoPossibleFaults(lab);
});

/** What the words of a command line printed. */
const said = (line: string): Promise<Shown> => s2s(...line.split(' '));
const fault = (line: string): Promise<Shown> => said(`fault ${line} --name ${lab.name}`);
const forwards = (node: string): Promise<string> => mustRun(lab, node, 'cat /proc/sys/net/ipv4/ip_forward');
const ids = async (): Promise<number[]> => (await activeFaults(lab)).map(({ id }) => id);

describe('s2s fault', () => {
  it('injects a fault, shows it, and undoes it', async () => {
    const injected = await fault('disable-ip-forward onprem-router --json');
    expect(JSON.parse(injected.out)).toMatchObject({
      lab: lab.name,
      id: 1,
      command: 'disable-ip-forward onprem-router',
    });
    expect(injected.code).toBe(0);
    expect(await forwards('onprem-router')).toBe('0\n');
    const listed = await fault('list');
    expect(listed.out).toMatch(
      /^Faults\n.*\n {2}1 {3}disable-ip-forward onprem-router {2}onprem-router does not/,
    );
    expect(listed.out).toContain('s2s fault kinds');
    expect((await said(`status ${lab.name}`)).out).toContain('\n  1   disable-ip-forward onprem-router');
    const undone = await fault('undo 1');
    expect(undone.out).toContain(`Undone: fault 1, onprem-router does not forward`);
    expect(undone.out).toContain(`Lab ${lab.name} has no faults.`);
    expect(await forwards('onprem-router')).toBe('1\n');
    expect((await said(`status ${lab.name}`)).out).not.toContain('Faults');
  });

  it('undoes the newest first, and by default that one alone', async () => {
    await fault('disable-ip-forward onprem-router');
    await fault('delete-tgw-route tgw-rt-a 10.30.0.0/16');
    await fault('lose-packets internet onprem-igw --percent 5');
    const { faults } = JSON.parse((await fault('list --json')).out) as { faults: object[] };
    expect(faults[2]).toMatchObject({ parameters: { percent: 5 } });
    expect((await fault('undo')).out).toContain('Undone: fault 3');
    expect(await ids()).toEqual([1, 2]);
    const all = JSON.parse((await fault('undo --all --json')).out) as { undone: { id: number }[] };
    expect(all.undone.map(({ id }) => id)).toEqual([2, 1]);
    expect((await fault('undo')).out).toBe(`Lab ${lab.name} has no faults; nothing to undo.\n`);
  });

  it.each([
    ['kill-charon tunel-1', 'did you mean tunnel-1?'],
    ['kill-node vpc-a-hots', 'did you mean vpc-a-host?'],
    ['cut-link internet tunel-1', 'did you mean tunnel-1?'],
    ['kill-charon tunnel-1 --signal HUP', 'must be one of KILL, TERM'],
    ['lose-packets internet onprem-igw --percent much', 'must be a number, is text'],
    ['lose-packets internet onprem-igw --percent 200', 'share of the packets'],
    ['undo 7', 'has no fault of that number'],
  ])('refuses %s, and says what there is', async (line, message) => {
    const { err, code } = await fault(line);
    expect(err).toContain(message);
    expect(err).not.toContain('this is a bug');
    expect(code).toBe(2);
    expect(await ids()).toEqual([]);
  });

  it('names the lab that was meant', async () => {
    const { err, code } = await said(`fault kill-charon tunnel-1 --name ${lab.name}x`);
    expect(err).toContain('no lab of that name is running');
    expect(code).toBe(2);
  });
});

interface Result {
  readonly undone: readonly { readonly id: number }[];
  readonly changes: readonly { readonly node: string }[];
  readonly matrix: { readonly verdict: string } | null;
}
/** A process of its own, so that one that leaves something open, and does not end, is seen. */
async function up(): Promise<Result> {
  const line = [BUILT_CLI, 'up', '--name', lab.name, '--json'];
  const { stdout } = await execa('node', line, { timeout: 100_000 * budgetFactor() });
  return JSON.parse(stdout) as Result;
}

describe('s2s up', () => {
  it('undoes the faults of a running lab, and touches nothing else', async () => {
    await fault('delete-tgw-route tgw-rt-a 10.30.0.0/16');
    await fault('kill-node vpc-b-host');
    const { undone, changes, matrix } = await up();
    expect(undone.map(({ id }) => id)).toEqual([2, 1]);
    expect(changes).toEqual([]);
    expect(matrix?.verdict).toBe('passed');
    expect(await ids()).toEqual([]);
  });

  it('undoes a fault of a node that has died meanwhile, once it runs again', async () => {
    await fault('disable-ip-forward onprem-router');
    await fault('kill-charon tunnel-1');
    await lab.node('tgw').doToContainer('kill');
    await lab.node('onprem-router').doToContainer('kill');
    const { undone, changes, matrix } = await up();
    expect(undone.map(({ id }) => id).sort()).toEqual([1, 2]);
    expect(changes.map(({ node }) => node).sort()).toEqual(['onprem-router', 'tgw']);
    expect(matrix?.verdict).toBe('passed');
    expect(await ids()).toEqual([]);
  });
});

describe('a fault', () => {
  it('that is refused changes nothing', async () => {
    const server = docker.getContainer(`s2s-${lab.name}-onprem-server`);
    await server.kill();
    const refused = injectFault(lab, 'kill-node', { node: 'onprem-server' });
    await expect(refused).rejects.toThrow('the node does not run');
    expect((await server.inspect()).State.Running).toBe(false);
    expect(await ids()).toEqual([]);
    await isWhole();
  });

  it('that fails half-way is undone, and says in few words why', async () => {
    const failed = injectFault(lab, 'wrong-proposal', { connection: 'Tunnel1', proposal: 'foo' });
    const error = await errorOf(failed);
    expect(error).toBeInstanceOf(FaultError);
    expect(error.message.split('\n').length).toBeLessThan(6);
    expect(await ids()).toEqual([]);
    await isWhole();
  });

  it('is undone once the node is wired and its neighbours have done their part', async () => {
    const fault = await injectFault(lab, 'kill-node', { node: 'vpc-a-host' });
    const neighbour = docker.getContainer(`s2s-${lab.name}-vpc-a`);
    await neighbour.kill({ signal: 'STOP' });
    let isDone = false;
    const undone = undoFault(lab, fault.id).finally(() => (isDone = true));
    await expect.poll(() => readyOf('vpc-a-host'), { timeout: BUDGETS_MS.nodesReady }).toBe(true);
    await pause(500);
    expect(isDone).toBe(false);
    await neighbour.kill({ signal: 'CONT' });
    await undone;
    expect(await readyOf(lab.plan.nodes.map(({ name }) => name).join(' '))).toBe(true);
  });

  it('is undone where a neighbour of the node is dead', async () => {
    const tgw = await injectFault(lab, 'kill-node', { node: 'tgw' });
    const vpc = await injectFault(lab, 'kill-node', { node: 'vpc-a' });
    await undoFault(lab, tgw.id);
    await undoFault(lab, vpc.id);
    await isWhole();
  });
});

/** Whether nodes are ready now. */
async function readyOf(nodes: string): Promise<boolean> {
  return (await lab.node('fabric').run(`s2s-ready 0 ${nodes}`)).exitCode === 0;
}

/** `up` makes of the lab what its file says. */
async function isWhole(): Promise<void> {
  expect((await up()).matrix?.verdict).toBe('passed');
}
