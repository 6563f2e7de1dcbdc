import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

const PROGRAM = fileURLToPath(
  new URL('../../../images/userspace/rootfs/usr/local/lib/s2s/iproute2/ip-tunnel', import.meta.url),
);
/** What iproute2 says where the kernel has no such device. */
const UNKNOWN = 'echo "Error: Unknown device type." >&2; exit 2';

let folder: string;

/** Stands for iproute2's ip: notes what it is asked, and does this. */
function iproute2(does: string): void {
  writeFileSync(join(folder, 'ip'), `#!/bin/sh\necho "$*" >>${folder}/asked\n${does}\n`);
  chmodSync(join(folder, 'ip'), 0o755);
}

/** A device of the node; its alias says what it stands for. */
function device(name: string, alias: string): void {
  mkdirSync(join(folder, 'net', name), { recursive: true });
  writeFileSync(join(folder, 'net', name, 'ifalias'), `${alias}\n`);
}

function ip(...words: readonly string[]) {
  const env = { ...process.env, S2S_IPROUTE2: join(folder, 'ip'), S2S_NET: join(folder, 'net') };
  const { status, stdout, stderr } = spawnSync('perl', [PROGRAM, ...words], { encoding: 'utf8', env });
  return { status, stdout, stderr };
}

const asked = (): string[] => readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ip-tunnel-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'net', 'eth0'), { recursive: true });
  iproute2(`case $* in *type*) ${UNKNOWN} ;; esac`);
});

describe('a VTI or XFRM interface that is added', () => {
  it.each([
    ['key 100 remote 192.0.2.1 local 10.0.0.1', 'vti local 10.0.0.1 remote 192.0.2.1 ikey 100 okey 100'],
    ['ikey 1 okey 0.0.1.0 remote any', 'vti ikey 1 okey 256'],
  ])('is a persistent TUN with an alias: type vti %s', (options, alias) => {
    expect(ip('link', 'add', 'name', 'T1', 'type', 'vti', ...options.split(' '))).toMatchObject({
      status: 0,
    });
    expect(asked().slice(1)).toEqual([
      'tuntap add dev T1 mode tun',
      `link set dev T1 alias ${alias} mtu 1480`,
    ]);
  });

  it('may be made by `ip tunnel`, and has the settings that are given with it', () => {
    ip('tunnel', 'add', 'T1', 'mode', 'vti', 'remote', '192.0.2.1', 'okey', '7', 'ikey', '8');
    expect(asked()[1]).toBe('link set dev T1 alias vti remote 192.0.2.1 ikey 8 okey 7 mtu 1480');
    ip('link', 'add', 'T2', 'mtu', '1419', 'type', 'xfrm', 'dev', 'eth0', 'if_id', '0x64');
    expect(asked().slice(-2)).toEqual([
      'link set dev T2 alias xfrm dev eth0 if_id 100',
      'link set dev T2 mtu 1419',
    ]);
  });

  it("is refused with iproute2's words where there is something wrong with them", () => {
    iproute2('echo "Usage: ... vti" >&2; exit 255');
    const refused = ip('link', 'add', 'T1', 'type', 'vti', 'foo', '1');
    expect(refused).toMatchObject({ status: 255, stderr: 'Usage: ... vti\n' });
  });

  it.each([
    ['link add eth0 type vti key 9', 2, 'RTNETLINK answers: File exists\n'],
    ['link add T2 type vti remote 192.0.2.1 key 100', 2, 'RTNETLINK answers: File exists\n'],
    ['link add T2 type xfrm dev eth0', 2, 'Error: if_id must be non zero.\n'],
    ['link add T2 type xfrm dev eth7 if_id 3', 1, 'Cannot find device "eth7"\n'],
  ])('is refused as the kernel does: %s', (words, status, stderr) => {
    device('T1', 'vti remote 192.0.2.1 ikey 100 okey 100');
    expect(ip(...words.split(' '))).toEqual({ status, stdout: '', stderr });
  });
});

describe('what is shown', () => {
  it('is what the TUN stands for', () => {
    const line =
      '6: T1: <UP> mtu 1419\\    link/none \\    tun type tun pi off persist on numtxqueues 1 \\    alias';
    iproute2(`printf '%s\\n' '${line} vti remote 192.0.2.1 ikey 100 okey 256' '7: eth0: <UP> mtu 1500'`);
    expect(ip('-d', '-o', 'link').stdout).toBe(
      '6: T1: <UP> mtu 1419\\    link/none \\    vti remote 192.0.2.1 local any ikey 0.0.0.100 okey 0.0.1.0 numtxqueues 1 \n7: eth0: <UP> mtu 1500\n',
    );
  });

  it('are VTIs, by `ip tunnel`', () => {
    device('T1', 'vti local 10.0.0.1 remote 192.0.2.1 ikey 100 okey 100');
    device('T2', 'xfrm dev eth0 if_id 3');
    expect(ip('tunnel', 'show').stdout).toBe(
      'T1: ip/ip remote 192.0.2.1 local 10.0.0.1 ttl inherit nopmtudisc key 100\n',
    );
  });

  it('is that there is nothing of XFRM, which is no failure', () => {
    const { status, stdout, stderr } = ip('xfrm', 'state');
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(stderr).toContain('--engine vm');
  });
});

it('hands everything else to iproute2, and ends as that does', () => {
  iproute2('echo here; exit 3');
  expect(ip('-4', 'route', 'get', '192.0.2.1')).toEqual({ status: 3, stdout: 'here\n', stderr: '' });
  expect(asked()).toEqual(['-4 route get 192.0.2.1']);
});
