import { fileURLToPath } from 'node:url';
import type Docker from 'dockerode';
import { execa } from 'execa';
import { labContainers, removeContainers } from '../lab/engine/containers.ts';
import { removeLab } from '../lab/engine/started-lab.ts';
import { up } from '../lab/engine/up.ts';
import { imageName } from '../lab/plan/images.ts';
import { LAB_LABEL } from '../lab/plan/labels.ts';
import { matrix } from '../lab/probe/matrix.ts';
import { verifyLab } from '../lab/probe/verify.ts';
import { loadLab } from '../lab/topology/load.ts';
import { CLI } from './cli.ts';
import { median } from './median.ts';

const LAB = 'bench';
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const labFile = fileURLToPath(new URL('../scenarios/reference/lab.yaml', import.meta.url));
const definition = { ...loadLab(labFile), name: LAB };

async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

/** Creating and starting bare containers of the same number, all at once: what the engine alone takes. */
async function bareContainers(docker: Docker, count: number): Promise<number> {
  const ids: string[] = [];
  const elapsed = await timed(() =>
    Promise.all(
      Array.from({ length: count }, async () => {
        const container = await docker.createContainer({
          Image: imageName('node'),
          Entrypoint: ['sleep', 'infinity'],
          Labels: { [LAB_LABEL]: LAB },
          HostConfig: { NetworkMode: 'none' },
        });
        ids.push(container.id);
        await container.start();
      }),
    ),
  );
  await removeContainers(docker, ids);
  return elapsed;
}

/** Milliseconds that the fabric says it took to make all links. */
async function wiringMs(): Promise<number> {
  const { stdout } = await execa('docker', ['logs', `s2s-${LAB}-fabric`]);
  return [...stdout.matchAll(/links in (\d+) ms/g)].reduce((sum, [, ms]) => sum + Number(ms), 0);
}

/** The part of a container's statistics that is looked at; `max_usage` only with cgroups of version 1. */
interface MemoryStats {
  readonly usage?: number;
  readonly max_usage?: number;
}

/** Memory of all containers of the lab in MiB, page cache included: at their peaks where the kernel tells those. */
async function memoryMiB(docker: Docker): Promise<number> {
  const containers = await labContainers(docker, LAB);
  const bytes = await Promise.all(
    containers.map(async ({ Id }) => {
      const { memory_stats: memory } = (await docker.getContainer(Id).stats({ stream: false })) as {
        readonly memory_stats: MemoryStats;
      };
      return memory.max_usage ?? memory.usage ?? 0;
    }),
  );
  return bytes.reduce((sum, each) => sum + each, 0) / 2 ** 20;
}

const rounded = (values: readonly number[]): number => Math.round(median(values));

/** Brings the reference lab up and down again, round by round. */
export async function measureLab(docker: Docker): Promise<unknown> {
  const seen = {
    bare: [] as number[],
    up: [] as number[],
    tunnels: [] as number[],
    wiring: [] as number[],
    matrix: [] as number[],
    again: [] as number[],
    cliAgain: [] as number[],
    memory: [] as number[],
  };
  await removeLab(docker, LAB);
  try {
    let nodes = 12;
    for (let round = 1; round <= rounds; round++) {
      process.stderr.write(`round ${round} of ${rounds}\n`);
      seen.bare.push(await bareContainers(docker, nodes));
      const start = performance.now();
      const { started } = await up(definition, {
        verify: async (lab, changes) => {
          const report = (step: string): void => {
            if (step === 'probing every pair of hosts') seen.tunnels.push(performance.now() - start);
          };
          const checks = await verifyLab(lab, changes, { report });
          if (checks.matrix?.verdict !== 'passed') throw new Error('the matrix is not passed');
        },
      });
      seen.up.push(performance.now() - start);
      nodes = (await labContainers(docker, LAB)).length;
      seen.matrix.push(await timed(() => matrix(started)));
      seen.wiring.push(await wiringMs());
      seen.memory.push(await memoryMiB(docker));
      await started.close();
      seen.again.push(await timed(async () => (await up(definition)).started.close()));
      seen.cliAgain.push(await timed(() => execa('node', [CLI, 'up', labFile, '--name', LAB])));
      await removeLab(docker, LAB);
    }
    return {
      rounds,
      containers: nodes,
      medianMs: {
        bareContainers: rounded(seen.bare),
        upUntilVerified: rounded(seen.up),
        upUntilTunnels: rounded(seen.tunnels),
        wiringAllLinks: rounded(seen.wiring),
        fullMatrix: rounded(seen.matrix),
        secondUp: rounded(seen.again),
        secondUpCommand: rounded(seen.cliAgain),
      },
      peakMemoryMiB: rounded(seen.memory),
      ratio: { upToBareContainers: Number((rounded(seen.up) / rounded(seen.bare)).toFixed(2)) },
    };
  } finally {
    await removeLab(docker, LAB);
  }
}
