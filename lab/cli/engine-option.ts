import { Option } from 'commander';
import { runningVm, startVm, vmEnvironment } from '../engine/vm/vm.ts';
import type { RunningVm } from '../engine/vm/vm.ts';
import { UsageError, VmError } from '../errors.ts';
import { showProgress } from './progress.ts';

const ENGINES = ['local', 'vm'];

/** `--engine`, which every verb has that speaks to an engine. */
export function engineOption(): Option {
  return new Option('--engine <engine>', 'local (or DOCKER_HOST), or vm: the one of `s2s vm up`')
    .env('S2S_ENGINE')
    .argParser(parseEngine);
}

/**
 * @throws {UsageError} if it is no kind of engine.
 */
function parseEngine(value: string): string {
  if (ENGINES.includes(value)) return value;
  throw new UsageError({
    key: '--engine',
    what: 'there is no such engine',
    value,
    rule: `one of ${ENGINES.join(', ')}`,
  });
}

/** Makes the VM's engine the one that this process, and what it starts, speaks to. */
export function useVm(vm: RunningVm): Record<string, string> {
  const environment = vmEnvironment(vm);
  Object.assign(process.env, environment);
  return environment;
}

/**
 * Sees to it that the engine that was asked for is spoken to.
 * @param start whether the VM is started where it does not run.
 * @throws {VmError} if it does not run, or cannot.
 */
export async function useEngine(engine: string | undefined, start: boolean): Promise<void> {
  if (engine !== 'vm') return;
  const running = await runningVm();
  if (running !== null) {
    useVm(running);
    return;
  }
  if (!start) throw new VmError({ what: 'the VM does not run', hint: 's2s vm up starts it' });
  using progress = showProgress();
  useVm((await startVm({}, progress.report)).vm);
}
