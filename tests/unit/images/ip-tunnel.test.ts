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

describe('the program before it', () => {
  const WRAPPER = fileURLToPath(new URL('../../../images/userspace/rootfs/usr/bin/ip', import.meta.url));

  /** Runs `ip` in a node with ESP in user space; says which program it took, and with what. */
  function taken(...words: readonly string[]): string {
    writeFileSync(join(folder, 'ip-tunnel'), `#!/bin/sh\necho "ip-tunnel $*"\n`);
    chmodSync(join(folder, 'ip-tunnel'), 0o755);
    iproute2('echo "ip $*"');
    writeFileSync(join(folder, 'esp-in-user-space'), '');
    const script = readFileSync(WRAPPER, 'utf8')
      .replaceAll('/usr/local/lib/s2s/iproute2', folder)
      .replaceAll('/etc/s2s', folder);
    return spawnSync('sh', ['-c', script, 'ip', ...words], { encoding: 'utf8' }).stdout.trim();
  }

  it.each([
    ['route add 192.0.2.0/24 via 10.0.0.1', 'ip'],
    ['link add T1 type vti key 1', 'ip-tunnel'],
    ['tunnel show', 'ip-tunnel'],
    ['-batch -', 'ip-tunnel'],
  ])('takes for %s %s', (words, program) => {
    expect(taken(...words.split(' '))).toBe(`${program} ${words}`);
  });

  it.each([
    ['route add 192.0.2.0/24 via 10.0.0.1\nlink set eth0 up', 'ip'],
    ['link set eth0 up\nlink add T1 type vti key 1\n', 'ip-tunnel'],
    ['xfrm state flush', 'ip-tunnel'],
  ])('takes for a file with %j %s', (lines, program) => {
    const file = join(folder, 'commands.ip');
    writeFileSync(file, lines);
    expect(taken('-force', '-batch', file)).toBe(`${program} -force -batch ${file}`);
    expect(taken('-batch', file, '-force')).toBe(`ip-tunnel -batch ${file} -force`);
  });
});
