import Docker from 'dockerode';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { StartedNode } from '../../lab/engine/node.ts';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { EngineError } from '../../lab/errors.ts';
import { FABRIC } from '../../lab/topology/names.ts';
import { BUDGETS_MS } from '../../lab/wait/budgets.ts';
import { becomes, errorOf, mustRun, referenceLab, startLab } from './labs.ts';

const ROUTER = 'onprem-router';
const docker = new Docker();

let lab: StartedLab;
beforeAll(async () => {
  lab = await startLab(referenceLab('it-commands'));
});
afterAll(async () => {
  await lab[Symbol.asyncDispose]();
});

const containerOf = (node: string): Docker.Container => docker.getContainer(`s2s-${lab.name}-${node}`);

/** How many commands the engine itself begins meanwhile in containers of the lab. */
async function execsDuring(task: () => Promise<unknown>): Promise<number> {
  const since = Date.now() / 1000;
  await task();
  const events = await docker.getEvents({
    since,
    until: Date.now() / 1000,
    filters: { event: ['exec_create'] },
  });
  let seen = '';
  events.on('data', (chunk: Buffer) => (seen += chunk.toString()));
  await new Promise((resolve) => events.once('end', resolve));
  return seen.split('\n').filter((line) => line.includes(`s2s-${lab.name}-`)).length;
}

it('has in a node what the engine itself would give it', async () => {
  const facts = [
    'hostname',
    'id',
    'pwd',
    'umask',
    'env | sort',
    'cat /proc/self/cgroup',
    'grep -E "Cap|NoNewPrivs" /proc/self/status',
    'readlink /proc/self/ns/cgroup /proc/self/ns/ipc /proc/self/ns/mnt /proc/self/ns/net /proc/self/ns/pid /proc/self/ns/uts',
    'ls / /etc/s2s',
    'cat /proc/1/cmdline | tr "\\0" " "',
    'ulimit -n',
    'exec 2>&1; mount -t tmpfs none /mnt; echo $?',
    'exec 2>&1; dd if=/dev/net/tun count=0 2>/dev/null; echo $?',
    'exec 2>&1; mknod /tmp/kmem c 1 1 && dd if=/tmp/kmem count=1; echo $?; rm /tmp/kmem',
  ].join('; echo; ');
  const inNode = facts
    .split('; echo; ')
    .map((each) => `( ${each} )`)
    .join('; echo; ');
  // Without a channel it is the engine that runs it.
  const byEngine = new StartedNode(ROUTER, lab.node(ROUTER).container);
  expect(await mustRun(lab, ROUTER, inNode)).toBe((await byEngine.run(inNode)).stdout);
});

it('needs the engine no more once the channel is open, for any node', async () => {
  await mustRun(lab, FABRIC, 'true');
  const nodes = lab.plan.nodes.map(({ name }) => name);
  expect(await execsDuring(() => Promise.all(nodes.map((node) => mustRun(lab, node, 'true'))))).toBe(0);
});

it('ends with its node, which does not wait for it; the next is told that the node does not run', async () => {
  const command = errorOf(lab.node(ROUTER).run('sleep 30'));
  await becomes(
    'it runs',
    BUDGETS_MS.command,
    async () => (await lab.node(ROUTER).run('pgrep -x sleep')).exitCode === 0,
  );
  await lab.node(ROUTER).doToContainer('kill');
  expect(await command).toBeInstanceOf(EngineError);
  expect((await command).message).toContain('the node ended');
  expect((await errorOf(lab.node(ROUTER).run('true'))).message).toContain('the node does not run');
  await lab.node(ROUTER).doToContainer('start');
  expect(await mustRun(lab, ROUTER, 'hostname')).toBe(`${ROUTER}\n`);
});

it('is refused by a node that is paused, as the engine does', async () => {
  const host = containerOf('vpc-a-host');
  await mustRun(lab, 'vpc-a-host', 'true');
  await host.pause();
  expect((await errorOf(lab.node('vpc-a-host').run('true'))).message).toContain('the node does not run');
  await host.unpause();
  await mustRun(lab, 'vpc-a-host', 'true');
});

it('is run by the engine while the fabric does not run', async () => {
  await lab.node(FABRIC).doToContainer('kill');
  expect(await mustRun(lab, 'tgw', 'hostname')).toBe('tgw\n');
  expect((await lab.node('tgw').run('sleep 9', { timeoutMs: 100 })).exitCode).toBe(124);
  await lab.node(FABRIC).doToContainer('start');
  expect(await mustRun(lab, FABRIC, 'hostname')).toBe('fabric\n');
  expect(await execsDuring(() => mustRun(lab, 'tgw', 'true'))).toBe(0);
});
