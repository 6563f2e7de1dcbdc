import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { CLI } from './cli.ts';

/** The part of `s2s vm up --json` that is looked at. */
interface Up {
  readonly durationMs: number;
  readonly accelerator: string;
}

/**
 * The engine in a VM of its own cache folder: from nothing until it answers and has its images (cold), then again from
 * what the first start left behind (warm). Packages are installed before, if they are missing.
 */
export async function measureVm(): Promise<unknown> {
  const cache = await mkdtemp(join(tmpdir(), 's2s-bench-'));
  const env = { XDG_CACHE_HOME: cache };
  const vm = (...args: string[]) => execa('node', [CLI, 'vm', ...args, '--json'], { env, stderr: 'inherit' });
  const up = async (): Promise<Up> => JSON.parse((await vm('up')).stdout) as Up;
  try {
    const cold = await up();
    await vm('down');
    const warm = await up();
    return { accelerator: cold.accelerator, coldMs: cold.durationMs, warmMs: warm.durationMs };
  } finally {
    await vm('down');
    await rm(cache, { recursive: true });
  }
}
