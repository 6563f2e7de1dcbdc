import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const PROGRAM = new URL('../../../images/vpn/rootfs/usr/local/sbin/s2s-ike', import.meta.url);

/** What `swanctl --list-sas` prints of one connection. */
const SA = (state: string): string => `Tunnel1: #1, ESTABLISHED, IKEv1
  Tunnel1: #4, reqid 1, ${state}, TUNNEL-in-UDP, ESP:AES_CBC-128/HMAC_SHA1_96
    installed 5s ago
`;

interface Root {
  readonly path: string;
  readonly file: (path: string, content: string) => void;
  readonly program: (name: string, body: string) => void;
  readonly ike: (...args: readonly string[]) => Promise<unknown>;
}

/** A folder in which s2s-ike finds its files, and the programs that it runs. */
function rootOf(): Root {
  const root = mkdtempSync(join(tmpdir(), 's2s-ike-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const folder of [
    'etc/s2s/ike/charon/secrets',
    'etc/s2s/sa',
    'run/s2s/ike/charon',
    'var/lib/s2s/psk/Tunnel1',
    'bin',
  ])
    mkdirSync(join(root, folder), { recursive: true });
  const file = (path: string, content: string): void => writeFileSync(join(root, path), content);
  file('etc/s2s/ike/charon/secrets/Tunnel1', '');
  file('done', '');
  const program = (name: string, body: string): void => {
    file(`bin/${name}`, `#!/bin/sh\n${body}\n`);
    chmodSync(join(root, 'bin', name), 0o755);
  };
  const script = readFileSync(PROGRAM, 'utf8').replaceAll(
    /(?<![\w/}])\/(etc\/s2s|run|var\/lib)\//g,
    `${root}/$1/`,
  );
  file('s2s-ike', script);
  return {
    path: root,
    file,
    program,
    ike: async (...args) => {
      const env = { PATH: `${join(root, 'bin')}:${process.env.PATH ?? ''}`, S2S_NODE: 'node' };
      // A daemon that it starts in the background would keep its outputs open.
      const program = spawn('sh', [join(root, 's2s-ike'), ...args], { env, stdio: 'ignore' });
      expect(await once(program, 'exit')).toEqual([0, null]);
    },
  };
}

/**
 * What `s2s-ike sync Tunnel1` has done by then: the batches that it gave to `ip`.
 * @param said what swanctl says one time after the other, the last one for ever; null: it fails.
 */
async function synced(...said: readonly (string | null)[]): Promise<string[]> {
  const { path: root, file, program, ike } = rootOf();
  file('run/s2s/ike/Tunnel1.seen', '');
  said.forEach((text, index) => file(`said.${index + 1}`, text ?? 'FAIL'));
  const daemon = createServer();
  await new Promise<void>((listening) => daemon.listen(join(root, 'run/s2s/ike/charon/vici'), listening));
  onTestFinished(() => void daemon.close());
  program('timeout', 'shift; exec "$@"');
  program('ip', `echo "\${3##*/}" >>${root}/done`);
  program(
    'swanctl',
    `n=$(($(cat ${root}/n 2>/dev/null || echo 0) + 1)); [ -f ${root}/said.$n ] || n=${said.length}; echo $n >${root}/n
grep -q FAIL ${root}/said.$n && exit 1; cat ${root}/said.$n`,
  );
  await ike('sync', 'Tunnel1');
  return readFileSync(join(root, 'done'), 'utf8').split('\n').filter(Boolean);
}

it.each(['INSTALLED', 'REKEYING'])('is up with a CHILD_SA that is %s', async (state) => {
  expect(await synced(SA(state))).toEqual(['Tunnel1.up.ip']);
});

it.each(['INSTALLING', 'DELETING', 'ROUTED'])('is down with one that is %s, or with none', async (state) => {
  expect(await synced(SA(state))).toEqual(['Tunnel1.down.ip']);
  expect(await synced('')).toEqual(['Tunnel1.down.ip']);
});

it('is not up by the CHILD_SA of another connection', async () => {
  expect(await synced(SA('INSTALLED').replaceAll('Tunnel1', 'Tunnel10'))).toEqual(['Tunnel1.down.ip']);
});

it('asks again after it has acted, and follows what came meanwhile', async () => {
  expect(await synced(SA('INSTALLED'), '')).toEqual(['Tunnel1.up.ip', 'Tunnel1.down.ip']);
});

it('asks until it is told, once it has acted: what came meanwhile would be left out for good', async () => {
  expect(await synced('', null, SA('INSTALLED'))).toEqual(['Tunnel1.down.ip', 'Tunnel1.up.ip']);
});

it('does nothing where the daemon does not answer: nobody knows then', async () => {
  expect(await synced(null)).toEqual([]);
});

it('has started only once its connections are loaded: a peer that comes first would be refused for good', async () => {
  const { path, file, program, ike } = rootOf();
  file('etc/s2s/ike/charon/swanctl.conf', 'connections { }\n');
  file('etc/s2s/ike/charon/secrets/Tunnel1', 'secrets {\n  secret = @PSK@\n}\n');
  file('var/lib/s2s/psk/Tunnel1/psk', 'key_1.a');
  // It takes its time to listen, as charon does.
  program(
    'charon-systemd',
    `exec perl -MIO::Socket::UNIX -e 'select undef, undef, undef, 0.2; my $s = IO::Socket::UNIX->new(Local => "${path}/run/s2s/ike/charon/vici", Listen => 1) or die; sleep 30' >/dev/null 2>&1`,
  );
  program('swanctl', `sleep 0.2; echo "$*" >>${path}/done`);
  program('ip', ':');
  await ike('start');
  process.kill(Number(readFileSync(join(path, 'run/s2s/ike/charon/pid'), 'utf8')));
  expect(readFileSync(join(path, 'done'), 'utf8')).toMatch(/^--load-all .*\/charon\/swanctl\.conf\n$/);
  const connections = join(path, 'run/s2s/ike/charon/swanctl.conf');
  expect(readFileSync(connections, 'utf8')).toBe('connections { }\nsecrets {\n  secret = key_1.a\n}\n');
  expect(statSync(connections).mode & 0o777).toBe(0o600);
});
