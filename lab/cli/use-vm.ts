import { runningVm, startVm, vmEnvironment } from '../engine/vm/vm.ts';
import type { RunningVm } from '../engine/vm/vm.ts';
import { VmError } from '../errors.ts';
import { showProgress } from './progress.ts';

/** Makes the VM's engine the one that this process, and what it starts, speaks to. */
export function useVm(vm: RunningVm): Record<string, string> {
  const environment = vmEnvironment(vm);
  Object.assign(process.env, environment);
  return environment;
}

/**
 * The VM that runs.
 * @throws {VmError} if it does not run.
 */
export async function needVm(): Promise<RunningVm> {
  const running = await runningVm();
  if (running !== null) return running;
  throw new VmError({ what: 'the VM does not run', hint: 's2s vm up starts it' });
}

/**
 * The VM that runs, which is started where none does.
 * @throws {VmError} if it cannot run.
 */
export async function startedVm(): Promise<RunningVm> {
  const running = await runningVm();
  if (running !== null) return running;
  using progress = showProgress();
  return (await startVm({}, progress.report)).vm;
}
