import { Option } from 'commander';
import { UsageError } from '../errors.ts';

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

/**
 * Sees to it that the engine that was asked for is spoken to.
 * @param startVm whether the VM is started where it does not run.
 * @throws {VmError} if it does not run, or cannot.
 */
export async function useEngine(
  engine: string | undefined,
  { startVm }: { readonly startVm: boolean },
): Promise<void> {
  if (engine !== 'vm') return;
  // Most never use it, so that they need not load it.
  const { needVm, startedVm, useVm } = await import('./use-vm.ts');
  useVm(await (startVm ? startedVm() : needVm()));
}
