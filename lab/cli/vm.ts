import type { Command } from 'commander';
import { connect } from '../engine/connect.ts';
import { ensureImages } from '../engine/images.ts';
import { labNames } from '../engine/started-lab.ts';
import { vmFiles } from '../engine/vm/files.ts';
import { DEFAULT_MEMORY_MIB } from '../engine/vm/host.ts';
import { runningVm, startVm, stopVm } from '../engine/vm/vm.ts';
import type { RunningVm } from '../engine/vm/vm.ts';
import { EXIT } from '../errors.ts';
import { given } from '../given.ts';
import { formatVmDown, formatVmStatus, formatVmUp } from './format/vm.ts';
import type { VmView } from './format/vm.ts';
import { parseCpus, parseMemory, parsePort } from './options.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';
import { print } from './output.ts';
import { showProgress } from './progress.ts';
import { useVm } from './use-vm.ts';
import { orderly } from './usage-error.ts';

interface Json {
  readonly json?: boolean;
}
interface UpFlags extends Json {
  readonly memory?: number;
  readonly cpus?: number;
  readonly port?: number;
}

export function define(command: Command): void {
  setManual(command, MANUAL);
  const add = (name: string, summary: string): Command => {
    const added = command.command(name).description(summary).option('--json', 'print the result as JSON');
    orderly(added);
    return added;
  };
  add('up', 'start the VM, making it first where it is missing')
    .option('--memory <MiB>', `memory of the VM (default: ${DEFAULT_MEMORY_MIB})`, parseMemory)
    .option('--cpus <count>', 'processors of the VM (default: those of the host, up to 4)', parseCpus)
    .option('--port <port>', "port of 127.0.0.1 for the engine's API (default: any free one)", parsePort)
    .action(up);
  add('down', 'switch the VM off; its images and labs stay on its disk').action(down);
  add('status', 'show whether the VM runs, and how to speak to its engine').action(status);
}

async function up({ memory, cpus, port, json = false }: UpFlags): Promise<void> {
  const startedAt = Date.now();
  using progress = showProgress();
  const { vm, started, discarded } = await startVm(given({ memoryMiB: memory, cpus, port }), progress.report);
  const environment = useVm(vm);
  await ensureImages(await connect(), progress.report);
  const view = { ...(await viewOf(vm, environment)), started, discarded, durationMs: Date.now() - startedAt };
  progress[Symbol.dispose]();
  print(view, json, formatVmUp);
}

async function down({ json = false }: Json): Promise<void> {
  using progress = showProgress();
  const stopped = await stopVm(progress.report);
  progress[Symbol.dispose]();
  print({ stopped: stopped !== null, killed: stopped?.killed ?? false }, json, formatVmDown);
}

async function status({ json = false }: Json): Promise<void> {
  const vm = await runningVm();
  const view = vm === null ? null : await viewOf(vm, useVm(vm));
  print(view ?? { running: false, console: vmFiles().console }, json, formatVmStatus);
  process.exitCode = vm === null ? EXIT.cannotRun : EXIT.passed;
}

async function viewOf(vm: RunningVm, environment: Readonly<Record<string, string>>): Promise<VmView> {
  const runtime = await connect();
  const [{ kernel }, { version }, labs] = await Promise.all([
    runtime.info(),
    runtime.version(),
    labNames(runtime),
  ]);
  return {
    running: true,
    ...vm,
    engine: version,
    kernel,
    labs,
    environment,
    console: vmFiles().console,
  };
}

const MANUAL: Manual = {
  description: [
    "The VM is made of Debian's packages alone, and cached. Nothing in it can reach the host's network; its engine is reached through a port of 127.0.0.1, by those who can read the keys in your cache folder.",
  ],
  examples: [
    ['s2s vm up', 'a Docker engine on a kernel that has all that the kernel data plane takes'],
    ['s2s up --engine vm', 'the reference lab there; every verb takes --engine vm'],
    [
      'eval "$(s2s vm status --json | jq -r \'.environment | to_entries[] | "export \\(.key)=\\(.value)"\')"',
      'for any Docker client of this shell',
    ],
    ['s2s vm down'],
  ],
  exit: { 3: 'the VM cannot be made or does not come up; status: it does not run' },
  seeAlso: ['s2s doctor'],
};
