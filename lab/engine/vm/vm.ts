import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect as connectSocket } from 'node:net';
import { VmError } from '../../errors.ts';
import { BUDGETS_MS } from '../../wait/budgets.ts';
import { until } from '../../wait/until.ts';
import { engineAnswers } from '../connect.ts';
import type { Progress } from '../progress.ts';
import { vmFiles } from './files.ts';
import type { VmFiles } from './files.ts';
import {
  accelerator,
  checkMemory,
  DEFAULT_MEMORY_MIB,
  defaultCpus,
  ensureVmPackages,
  freePort,
  tscKhz,
} from './host.ts';
import { ensureKeys } from './keys.ts';
import { qemuArguments, runQemu } from './qemu.ts';
import type { VmShape } from './qemu.ts';
import { ensureSystem } from './system.ts';
import type { VmSystem } from './system.ts';

const LOOK_MS = 100;
/** Lines of the VM's console that an error shows. */
const CONSOLE_LINES = 15;

/** A VM that runs. */
export interface RunningVm extends VmShape {
  readonly pid: number;
  /** ISO 8601. */
  readonly startedAt: string;
}

/** What a VM can be asked to have. */
export interface VmOptions {
  readonly cpus?: number;
  readonly memoryMiB?: number;
  readonly port?: number;
}

/** What became of a call of {@link startVm}. */
export interface StartedVm {
  readonly vm: RunningVm;
  /** False if it ran already. */
  readonly started: boolean;
  /** Why what the last VM had on its disk is gone; null if it is there, or there was none. */
  readonly discarded: string | null;
}

/**
 * Starts the VM, makes what it is made of where that is missing, and waits until its engine answers. One that runs is
 * left as it is; what a crashed one left behind is removed, its disk too.
 * @throws {VmError} if the host cannot run it, or it does not come up: then with its console's last lines.
 */
export async function startVm(options: VmOptions, progress: Progress, files = vmFiles()): Promise<StartedVm> {
  const running = await runningVm(files);
  if (running !== null) return { vm: running, started: false, discarded: null };
  const memoryMiB = options.memoryMiB ?? DEFAULT_MEMORY_MIB;
  checkMemory(memoryMiB);
  const port = await freePort(options.port);
  await ensureVmPackages(progress);
  await mkdir(files.systems, { recursive: true });
  const system = await ensureSystem(files, progress);
  await ensureKeys(files);
  const discarded = await prepareDisk(files, system);
  const shape = {
    accelerator: await accelerator(),
    cpus: options.cpus ?? defaultCpus(),
    memoryMiB,
    port,
    tscKhz: tscKhz(await readFile('/proc/cpuinfo', 'utf8')),
  };
  const vm = await boot(system, files, shape, progress);
  return { vm, started: true, discarded };
}

/** The VM, if it runs. A process of another kind that has got the pid of a crashed one is not taken for it. */
export async function runningVm(files = vmFiles()): Promise<RunningVm | null> {
  try {
    const vm = JSON.parse(await readFile(files.state, 'utf8')) as RunningVm;
    return (await isOurs(vm.pid, files)) ? vm : null;
  } catch {
    return null;
  }
}

/**
 * Switches the VM off; what its engine has is there again at the next start.
 * @returns what ran, with whether it had to be killed; null if none ran.
 */
export async function stopVm(
  progress: Progress,
  files = vmFiles(),
): Promise<{ readonly vm: RunningVm; readonly killed: boolean } | null> {
  const vm = await runningVm(files);
  if (vm === null) return null;
  progress('switching the VM off');
  await order(files.control, 'poweroff').catch(() => {});
  const isOn = await until(
    () => isOurs(vm.pid, files),
    (on) => !on,
    { within: BUDGETS_MS.vmShutdown, everyMs: LOOK_MS },
  );
  if (!isOn) await writeFile(files.clean, '');
  else process.kill(vm.pid, 'SIGKILL');
  await rm(files.state, { force: true });
  return { vm, killed: isOn };
}

/** Environment variables with which any Docker client speaks to the VM's engine. */
export function vmEnvironment({ port }: Pick<VmShape, 'port'>, files = vmFiles()): Record<string, string> {
  return {
    DOCKER_HOST: `tcp://127.0.0.1:${port}`,
    DOCKER_TLS_VERIFY: '1',
    DOCKER_CERT_PATH: files.client,
  };
}

/** Keeps the disk of a VM that ended in order and had the same system; otherwise makes an empty one. */
async function prepareDisk(files: VmFiles, system: VmSystem): Promise<string | null> {
  const made = existsSync(files.disk);
  const cleanFor = await readFile(`${files.disk}.system`, 'utf8').catch(() => '');
  const reason = !existsSync(files.clean)
    ? 'the last VM did not end in order'
    : cleanFor !== system.disk
      ? 'the VM has a newer system'
      : null;
  if (made && reason === null) {
    await rm(files.clean);
    return null;
  }
  await rm(files.run, { recursive: true, force: true });
  await mkdir(files.run, { recursive: true, mode: 0o700 });
  const image = ['-f', 'qcow2', '-b', system.disk, '-F', 'raw', files.disk];
  await runQemu(system, 'qemu-img', ['create', '-q', ...image]);
  await writeFile(`${files.disk}.system`, system.disk);
  return made ? reason : null;
}

async function boot(
  system: VmSystem,
  files: VmFiles,
  shape: VmShape,
  progress: Progress,
): Promise<RunningVm> {
  const step = `starting the VM (${shape.accelerator === 'kvm' ? 'KVM' : 'emulated processor'}, ${shape.cpus} CPUs, ${shape.memoryMiB} MiB)`;
  progress(step);
  for (const path of [files.console, files.control, files.pid]) await rm(path, { force: true });
  await runQemu(system, 'qemu-system-x86_64', qemuArguments(system, files, shape)).catch((error: unknown) => {
    throw notStarted((error as { readonly stderr?: string }).stderr ?? String(error), shape.port);
  });
  const pid = Number(await readFile(files.pid, 'utf8'));
  const vm = { ...shape, pid, startedAt: new Date().toISOString() };
  await writeFile(files.state, JSON.stringify(vm));
  const keys = await readKeys(files);
  const look = async (): Promise<'ended' | 'up' | null> => {
    progress(step, (await consoleLines(files)).at(-1) ?? '');
    if (!(await isOurs(pid, files))) return 'ended';
    return (await engineAnswers({ port: vm.port, ...keys }, BUDGETS_MS.vmAnswer)) ? 'up' : null;
  };
  const budgetMs = BUDGETS_MS.vmBoot;
  const fate = await until(look, (seen) => seen !== null, { within: budgetMs, everyMs: LOOK_MS });
  if (fate === 'up') return vm;
  if (fate === null) process.kill(pid, 'SIGKILL');
  await rm(files.state, { force: true });
  throw new VmError({
    what:
      fate === 'ended'
        ? 'the VM ended while it came up'
        : `the VM's engine did not answer within ${budgetMs / 1000} s`,
    value: ['the last lines of its console:', ...(await consoleLines(files)).slice(-CONSOLE_LINES)].join(
      '\n    ',
    ),
    hint: `the whole console: ${files.console}`,
  });
}

function notStarted(stderr: string, port: number): VmError {
  const taken = stderr.includes('Could not set up host forwarding rule');
  return new VmError({
    ...(taken ? { key: 'port' } : {}),
    what: taken ? 'the port is taken' : 'QEMU did not start',
    value: taken ? `127.0.0.1:${port}` : stderr.trim().split('\n').slice(-5).join('\n    '),
    ...(taken ? { hint: 'leave it out for any free one' } : {}),
  });
}

async function readKeys({ client }: VmFiles): Promise<{ ca: Buffer; cert: Buffer; key: Buffer }> {
  const read = (name: string): Promise<Buffer> => readFile(`${client}/${name}.pem`);
  const [ca, cert, key] = await Promise.all([read('ca'), read('cert'), read('key')]);
  return { ca, cert, key };
}

/** Whether the process is the QEMU of these files. */
async function isOurs(pid: number, files: VmFiles): Promise<boolean> {
  const [command, status] = await Promise.all(
    ['cmdline', 'stat'].map((name) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '')),
  );
  return command!.split('\0').includes(files.pid) && !status!.includes(') Z ');
}

async function consoleLines(files: VmFiles): Promise<string[]> {
  const text = await readFile(files.console, 'utf8').catch(() => '');
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}

function order(path: string, word: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connectSocket(path);
    socket.once('error', reject);
    socket.end(`${word}\n`, resolve);
  });
}
