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
 * @param start whether it is started where it does not run.
 * @throws {VmError} if it does not run, or cannot.
 */
export async function findVm(start: boolean): Promise<RunningVm> {
  const running = await runningVm();
  if (running !== null) return running;
  if (!start) throw new VmError({ what: 'the VM does not run', hint: 's2s vm up starts it' });
  using progress = showProgress();
  return (await startVm({}, progress.report)).vm;
}
