import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CLI } from './cli.ts';
import { writeDump } from './dump.ts';
import { median } from './median.ts';

const run = promisify(execFile);
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);

/**
 * How long `s2s import` takes as a command, from its start to its end, for what `aws ec2 describe-*` prints of BENCH_VPCS VPCs (200
 * by default): the aim is two seconds.
 */
export async function measureImport(): Promise<unknown> {
  const vpcs = Number(process.env.BENCH_VPCS ?? 200);
  const folder = await mkdtemp(join(tmpdir(), 's2s-dump-'));
  try {
    const bytes = await writeDump(folder, vpcs);
    const timesMs: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const started = performance.now();
      await run(process.execPath, [CLI, 'import', folder, '-o', join(folder, `lab-${round}.yaml`)]);
      timesMs.push(Math.round(performance.now() - started));
      await rm(join(folder, `lab-${round}.yaml`));
    }
    return { vpcs, megabytes: Number((bytes / 1e6).toFixed(1)), rounds, ms: median(timesMs), timesMs };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
