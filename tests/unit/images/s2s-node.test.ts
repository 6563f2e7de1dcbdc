import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const PROGRAM = new URL('../../../images/node/rootfs/usr/local/sbin/s2s-node', import.meta.url);

/** What a node does, in its order, until it is ready: the batches that it gives to `ip`, and the verbs of its services. */
async function booted(services: string): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), 's2s-node-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const folder of ['etc/s2s/links', 'run/s2s', 'sys/class/net/eth0', 'bin'])
    mkdirSync(join(root, folder), { recursive: true });
  const file = (path: string, content: string): void => writeFileSync(join(root, path), content);
  const program = (name: string, body: string): void => {
    file(`bin/${name}`, `#!/bin/sh\n${body}\n`);
    chmodSync(join(root, 'bin', name), 0o755);
  };
  file('etc/s2s/wiring', 'eth0 link-1\n');
  file('etc/s2s/services', services);
  file('etc/s2s/links/eth0.ip', '');
  // The fabric has been here already.
  file('sys/class/net/eth0/ifindex', '7\n');
  program('ip', `for last; do :; done; echo "ip \${last##*/}" >>${root}/done`);
  program('nft', 'cat >/dev/null');
  // Nothing is there to be removed at a first start, and each start of a program makes a node later ready.
  program('rm', `echo "rm $*" >>${root}/done`);
  program('s2s-snapshot', ':');
  for (const name of ['service', 'first'])
    program(`s2s-${name}`, `sleep 0.2; echo "${name} $*" >>${root}/done`);
  const script = readFileSync(PROGRAM, 'utf8').replaceAll(/(?<![\w/])\/(etc|run|sys)\//g, `${root}/$1/`);
  file('s2s-node', script);
  const node = spawn('sh', [join(root, 's2s-node')], {
    env: { PATH: `${join(root, 'bin')}:${process.env.PATH ?? ''}`, S2S_NODE: 'node' },
    stdio: 'ignore',
    // Of a group of its own, with which what it has started ends, too.
    detached: true,
  });
  onTestFinished(() => void process.kill(-node.pid!, 'SIGKILL'));
  await expect.poll(() => existsSync(join(root, 'run/s2s/ready')), { timeout: 10_000 }).toBe(true);
  return readFileSync(join(root, 'done'), 'utf8').trim().split('\n');
}

it('has an address only once its services have started: nobody meets a daemon that is not ready', async () => {
  expect(await booted('s2s-service\n')).toEqual([
    'ip setup.ip',
    'service start',
    'ip eth0.ip',
    'service linked 0',
  ]);
});

it('starts what follows its interfaces by itself before anything else', async () => {
  const done = await booted('s2s-service\ns2s-first\n');
  expect(done.slice(0, 3)).toEqual(['first start', 'ip setup.ip', 'service start']);
  expect(done.slice(3)).toEqual(['ip eth0.ip', 'service linked 0', 'first linked 0']);
});
