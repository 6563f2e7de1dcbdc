import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { VmError } from '../../errors.ts';
import { packageFile } from '../../package-file.ts';
import type { Progress } from '../progress.ts';
import type { VmFiles } from './files.ts';

const RECIPE = packageFile('images/vm/');
const SUITE = 'trixie';
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
const PACKAGES = [
  ...['linux-image-cloud-amd64', 'docker.io', 'crun', 'busybox-static'],
  ...['hostname', 'iproute2', 'iptables', 'kmod', 'procps'],
];
/**
 * What runs the VM: unpacked beside its disk, so that every host has the same one. Under the QEMU 7.2 of Debian 12 the
 * guest's kernel was once seen to panic (int3, while it patched itself).
 */
const QEMU_PACKAGES = ['qemu-system-x86', 'qemu-utils'];
/** A sparse file: the host's disk holds only what has been written. */
const DISK_MIB = 16_384;
/** What the packages' own files would fill the disk with. */
const LEFT_OUT = ['/usr/share/doc/*', '/usr/share/man/*', '/usr/share/locale/*'];

/** What a VM boots: files made from Debian's packages, the same for all who have the same recipe. */
export interface VmSystem {
  readonly kernel: string;
  readonly initrd: string;
  readonly disk: string;
  /** Folder of QEMU, its libraries and its firmware. */
  readonly qemu: string;
}

/**
 * Makes the kernel, the initrd and the disk of the VM, and what runs it, from Debian's packages, unless they are there.
 * @throws {VmError} with mmdebstrap's last lines if they cannot be made; nothing is half-made then.
 */
export async function ensureSystem(files: VmFiles, progress: Progress): Promise<VmSystem> {
  const folder = join(files.systems, await recipeDigest());
  const system = {
    kernel: join(folder, 'vmlinuz'),
    initrd: join(folder, 'initrd'),
    disk: join(folder, 'disk.raw'),
    qemu: join(folder, 'qemu'),
  };
  if (existsSync(folder)) return system;
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  try {
    await mmdebstrap(qemuTree(unfinished), 'unpacking QEMU from Debian packages', progress);
    await mmdebstrap(diskTree(unfinished), "making the VM's disk from Debian packages", progress);
    await removeOthers(files.systems, [folder, unfinished]);
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw systemFailed(error as { readonly stderr?: string; readonly message: string });
  }
  return system;
}

async function mmdebstrap(args: readonly string[], step: string, progress: Progress): Promise<void> {
  progress(step);
  const leftOut = LEFT_OUT.map((path) => `--dpkgopt=path-exclude=${path}`);
  const running = execa('mmdebstrap', [`--keyring=${KEYRING}`, ...leftOut, ...args], {
    // The VM has an initrd of its own.
    env: { INITRD: 'No' },
    stdin: 'ignore',
    stdout: 'ignore',
  });
  running.stderr.setEncoding('utf8').on('data', (text: string) => {
    const line = text.trim().split('\n').at(-1) ?? '';
    if (line.startsWith('I: ')) progress(step, line.slice(3));
  });
  await running;
}

/** The packages unpacked and not set up: nothing of them runs but QEMU. */
const qemuTree = (folder: string): string[] => [
  '--variant=extract',
  `--include=${QEMU_PACKAGES.join(',')}`,
  SUITE,
  join(folder, 'qemu'),
];

const diskTree = (folder: string): string[] => [
  ...['--variant=minbase', `--include=${PACKAGES.join(',')}`],
  `--customize-hook='${join(RECIPE, 'build-disk')}' "$1" '${folder}' ${DISK_MIB}`,
  ...['--format=null', SUITE, '-'],
];

/** Why the system could not be made; mmdebstrap says it on standard error. */
function systemFailed({ stderr, message }: { readonly stderr?: string; readonly message: string }): VmError {
  const lines = (stderr ?? message).trim().split('\n');
  const full = /no space left on device|could not allocate/i.test(lines.join('\n'));
  return new VmError({
    what: full ? 'the disk is full: the VM cannot be made' : 'the VM cannot be made',
    value: lines.slice(-8).join('\n    '),
    hint: full
      ? 'make room, then run the same command again'
      : 'a Debian mirror must be reachable: try apt-get update',
  });
}

async function recipeDigest(): Promise<string> {
  const hash = createHash('sha256').update(
    JSON.stringify([SUITE, PACKAGES, QEMU_PACKAGES, DISK_MIB, LEFT_OUT]),
  );
  for (const name of (await readdir(RECIPE)).sort())
    hash.update(`${name}\n`).update(await readFile(join(RECIPE, name)));
  return hash.digest('hex').slice(0, 16);
}

/** An older recipe's system serves no VM any more. */
async function removeOthers(systems: string, kept: readonly string[]): Promise<void> {
  const others = (await readdir(systems))
    .map((name) => join(systems, name))
    .filter((path) => !kept.includes(path));
  await Promise.all(others.map((path) => rm(path, { recursive: true, force: true })));
}
