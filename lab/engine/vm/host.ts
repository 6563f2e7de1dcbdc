import { access, constants, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { availableParallelism, freemem } from 'node:os';
import { execa } from 'execa';
import { UsageError, VmError } from '../../errors.ts';
import { packageFile } from '../../package-file.ts';
import type { Progress } from '../progress.ts';
import type { Accelerator } from './qemu.ts';

/** What the VM has unless told otherwise: three labs side by side take some 1.5 GiB with the engine. */
export const DEFAULT_MEMORY_MIB = 3072;
/** The least that the engine and one lab can live with. */
const LEAST_MEMORY_MIB = 1024;

/**
 * Installs what makes the VM where it is missing and can be had (Debian and Ubuntu, as root).
 * @throws {VmError} with what is missing and how to get it.
 */
export async function ensureVmPackages(progress: Progress): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new VmError({
      what: 'the VM cannot run on this machine',
      value: `${process.platform}/${process.arch}`,
      rule: 'Linux on x86-64',
      hint: 'Docker Desktop, Colima and OrbStack bring a VM of their own: `s2s doctor` says what its kernel can do',
    });
  }
  const script = packageFile('scripts/ensure-vm-packages.sh');
  const installing = execa('sh', [script], { stdin: 'ignore', stdout: 'ignore' });
  installing.stderr.setEncoding('utf8').on('data', (text: string) => {
    for (const line of text.trim().split('\n')) {
      if (line.startsWith('s2s: ') && !line.startsWith('s2s: error')) progress(line.slice('s2s: '.length));
    }
  });
  const { failed, stderr } = await installing.catch(
    (error: unknown) => error as { failed: true; stderr: string },
  );
  if (failed) throw packagesMissing(stderr);
}

/** The script's own words, as an error of ours. */
export function packagesMissing(stderr: string): VmError {
  const lines = stderr.trim().split('\n');
  const at = lines.findIndex((line) => line.startsWith('s2s: error: '));
  const hint = lines
    .slice(at + 1)
    .map((line) => line.trim())
    .join('; ');
  return new VmError({
    what:
      at < 0
        ? 'the packages that the VM is made with cannot be installed'
        : lines[at]!.slice('s2s: error: '.length),
    ...(at > 0 ? { value: lines.slice(0, at).slice(-5).join('\n    ') } : {}),
    ...(at >= 0 && hint !== '' ? { hint } : {}),
  });
}

/** KVM where the processor has it and this user may use it; otherwise the processor is emulated. */
export async function accelerator(): Promise<Accelerator> {
  try {
    await access('/dev/kvm', constants.R_OK | constants.W_OK);
    return /^flags\s*:.* (vmx|svm)\b/m.test(await readFile('/proc/cpuinfo', 'utf8')) ? 'kvm' : 'tcg';
  } catch {
    return 'tcg';
  }
}

/**
 * How fast the time stamp counter counts that an emulated processor takes from the host, in kHz: in a virtual machine
 * /proc/cpuinfo has it as the processor's frequency. Null where that is the frequency of the moment, or unknown.
 * @param cpuinfo the text of /proc/cpuinfo.
 */
export function tscKhz(cpuinfo: string): number | null {
  const flags = /^flags\s*:(.*)$/m.exec(cpuinfo)?.[1]?.split(' ') ?? [];
  const mhz = /^cpu MHz\s*:\s*([\d.]+)$/m.exec(cpuinfo)?.[1];
  const isFixed = flags.includes('hypervisor') && !flags.includes('aperfmperf');
  return isFixed && mhz !== undefined ? Math.round(Number(mhz) * 1000) : null;
}

/** Every processor of the host, up to four: a lab has no more to do than that. */
export function defaultCpus(): number {
  return Math.min(availableParallelism(), 4);
}

/**
 * @throws {VmError} if the host has less memory available than the VM is to have.
 * @throws {UsageError} if it is to have less than the engine needs.
 */
export function checkMemory(memoryMiB: number, availableMiB = Math.floor(freemem() / 2 ** 20)): void {
  if (memoryMiB < LEAST_MEMORY_MIB) {
    throw new UsageError({
      key: 'memoryMiB',
      what: 'is too little for a Docker engine with a lab',
      value: String(memoryMiB),
      rule: `${LEAST_MEMORY_MIB} MiB or more`,
    });
  }
  if (availableMiB >= memoryMiB) return;
  throw new VmError({
    key: 'memoryMiB',
    what: 'too little memory is available for the VM',
    value: `${availableMiB} MiB available, ${memoryMiB} MiB wanted`,
    hint:
      availableMiB >= LEAST_MEMORY_MIB
        ? `${LEAST_MEMORY_MIB} suffices for one lab`
        : `end something: ${LEAST_MEMORY_MIB} MiB is the least`,
  });
}

/**
 * A free port of 127.0.0.1: the given one, or any.
 * @throws {VmError} if the given one is taken.
 */
export async function freePort(port: number | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', ({ code }: NodeJS.ErrnoException) => {
      reject(portTaken(port ?? 0, code));
    });
    server.listen(port ?? 0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : (port ?? 0));
      });
    });
  });
}

function portTaken(port: number, code: string | undefined): VmError {
  return new VmError({
    key: 'port',
    what: code === 'EADDRINUSE' ? 'the port is taken' : `the port cannot be used (${code ?? 'unknown'})`,
    value: `127.0.0.1:${port}`,
    hint: 'leave it out for any free one',
  });
}
