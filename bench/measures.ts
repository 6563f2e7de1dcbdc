import Docker from 'dockerode';
import { labContainers, removeContainers } from '../lab/engine/containers.ts';
import type { Runtime } from '../lab/engine/runtime.ts';
import { imageName } from '../lab/plan/images.ts';
import { containerName, LAB_LABEL } from '../lab/plan/labels.ts';
import { FABRIC } from '../lab/topology/names.ts';

/** What is measured beside the labs is made by hand, and the engine's statistics are no part of what labs need. */
const docker = new Docker();

/** Milliseconds that something takes. */
export async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

/** Milliseconds to create and start so many bare containers, all at once: what the engine alone takes. */
export async function bareContainers(runtime: Runtime, count: number): Promise<number> {
  const ids: string[] = [];
  try {
    return await timed(() =>
      Promise.all(
        Array.from({ length: count }, async () => {
          const container = await docker.createContainer({
            Image: imageName('node'),
            Entrypoint: ['sleep', 'infinity'],
            Labels: { [LAB_LABEL]: 'bench' },
            HostConfig: { NetworkMode: 'none' },
          });
          ids.push(container.id);
          await container.start();
        }),
      ),
    );
  } finally {
    await removeContainers(runtime, ids);
  }
}

/** More than any fabric writes while a lab comes up. */
const LOG_LINES = 100_000;

/** What a lab's fabric says that it made, and how long it took to. */
export async function wiring(runtime: Runtime, lab: string): Promise<{ links: number; ms: number }> {
  const log = await runtime.container(containerName(lab, FABRIC)).log(LOG_LINES);
  const sum = { links: 0, ms: 0 };
  for (const [, links, ms] of log.matchAll(/wired (\d+) links in (\d+) ms/g)) {
    sum.links += Number(links);
    sum.ms += Number(ms);
  }
  return sum;
}

/** The part of a container's statistics that is looked at; `max_usage` only with cgroups of version 1. */
interface MemoryStats {
  readonly usage?: number;
  readonly max_usage?: number;
}

/** Memory of all containers of a lab in MiB, page cache included: at their peaks where the kernel tells those. */
export async function memoryMiB(runtime: Runtime, lab: string): Promise<number> {
  const containers = await labContainers(runtime, lab);
  const bytes = await Promise.all(
    containers.map(async ({ id }) => {
      const { memory_stats: memory } = (await docker
        .getContainer(id)
        .stats({ stream: false, 'one-shot': true })) as { readonly memory_stats: MemoryStats };
      return memory.max_usage ?? memory.usage ?? 0;
    }),
  );
  return bytes.reduce((sum, each) => sum + each, 0) / 2 ** 20;
}
