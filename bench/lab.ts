import { execa } from 'execa';
import { labContainers } from '../lab/engine/containers.ts';
import type { Runtime } from '../lab/engine/runtime.ts';
import { removeLab } from '../lab/engine/started-lab.ts';
import { bringUp } from '../lab/lifecycle/bring-up.ts';
import { converge } from '../lab/lifecycle/converge.ts';
import { REFERENCE_LAB_FILE } from '../lab/package-file.ts';
import { matrix } from '../lab/probe/matrix.ts';
import { loadLab } from '../lab/topology/load.ts';
import { CLI } from './cli.ts';
import { bareContainers, memoryMiB, timed, wiring } from './measures.ts';
import { median } from './median.ts';

const LAB = 'bench';
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const definition = { ...loadLab(REFERENCE_LAB_FILE), name: LAB };

const rounded = (values: readonly number[]): number => Math.round(median(values));

/** Brings the reference lab up and down again, round by round. */
export async function measureLab(runtime: Runtime): Promise<unknown> {
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
  await removeLab(runtime, LAB);
  try {
    let nodes = 12;
    for (let round = 1; round <= rounds; round++) {
      process.stderr.write(`round ${round} of ${rounds}\n`);
      seen.bare.push(await bareContainers(runtime, nodes));
      const start = performance.now();
      const progress = (step: string): void => {
        if (step === 'probing every pair of hosts') seen.tunnels.push(performance.now() - start);
      };
      const { running, checks } = await bringUp(definition, { progress });
      if (checks.matrix?.verdict !== 'passed') throw new Error('the matrix is not passed');
      seen.up.push(performance.now() - start);
      nodes = (await labContainers(runtime, LAB)).length;
      seen.matrix.push(await timed(() => matrix(running)));
      seen.wiring.push((await wiring(runtime, LAB)).ms);
      seen.memory.push(await memoryMiB(runtime, LAB));
      await running.close();
      seen.again.push(await timed(async () => (await converge(definition)).running.close()));
      seen.cliAgain.push(await timed(() => execa('node', [CLI, 'up', REFERENCE_LAB_FILE, '--name', LAB])));
      await removeLab(runtime, LAB);
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
    await removeLab(runtime, LAB);
  }
}
