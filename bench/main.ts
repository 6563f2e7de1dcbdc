/**
 * Measures the reference lab and prints JSON: medians over the rounds of one run, and ratios within that run, since
 * machines differ and are noisy. Nothing is asserted. Rounds: BENCH_ROUNDS, 5 by default.
 */
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { labContainers, removeContainers } from '../lab/engine/containers.ts';
import { connect } from '../lab/engine/docker.ts';
import { ensureImages } from '../lab/engine/images.ts';
import { removeLab } from '../lab/engine/started-lab.ts';
import { up } from '../lab/engine/up.ts';
import { imageName } from '../lab/plan/images.ts';
import { LAB_LABEL } from '../lab/plan/labels.ts';
import { matrix } from '../lab/probe/matrix.ts';
import { verifyLab } from '../lab/probe/verify.ts';
import { loadLab } from '../lab/topology/load.ts';

const LAB = 'bench';
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const labFile = fileURLToPath(new URL('../scenarios/reference/lab.yaml', import.meta.url));
const cli = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const definition = { ...loadLab(labFile), name: LAB };
const docker = await connect();
await ensureImages(docker, (step) => process.stderr.write(`${step}\n`));

async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

/** Creating and starting bare containers of the same number, all at once: what the engine alone takes. */
async function bareContainers(count: number): Promise<number> {
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

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
}

const seen = {
  bare: [] as number[],
  up: [] as number[],
  tunnels: [] as number[],
  wiring: [] as number[],
  matrix: [] as number[],
  again: [] as number[],
  cliAgain: [] as number[],
};
await removeLab(docker, LAB);
try {
  let nodes = 12;
  for (let round = 1; round <= rounds; round++) {
    process.stderr.write(`round ${round} of ${rounds}\n`);
    seen.bare.push(await bareContainers(nodes));
    const start = performance.now();
    const { started } = await up(definition, {
      verify: async (lab, changes) => {
        const checks = await verifyLab(lab, changes, (step) => {
          if (step === 'probing every pair of hosts') seen.tunnels.push(performance.now() - start);
        });
        if (checks.matrix?.verdict !== 'passed') throw new Error('the matrix is not passed');
      },
    });
    seen.up.push(performance.now() - start);
    nodes = (await labContainers(docker, LAB)).length;
    seen.matrix.push(await timed(() => matrix(started)));
    seen.wiring.push(await wiringMs());
    await started.close();
    seen.again.push(await timed(async () => (await up(definition)).started.close()));
    seen.cliAgain.push(await timed(() => execa('node', [cli, 'up', labFile, '--name', LAB])));
    await removeLab(docker, LAB);
  }
  const ms = Object.fromEntries(Object.entries(seen).map(([name, values]) => [name, median(values)]));
  console.log(
    JSON.stringify(
      {
        rounds,
        containers: nodes,
        medianMs: {
          bareContainers: ms.bare,
          upUntilVerified: ms.up,
          upUntilTunnels: ms.tunnels,
          wiringAllLinks: ms.wiring,
          fullMatrix: ms.matrix,
          secondUp: ms.again,
          secondUpCommand: ms.cliAgain,
        },
        ratio: { upToBareContainers: Number((ms.up! / ms.bare!).toFixed(2)) },
      },
      null,
      2,
    ),
  );
} finally {
  await removeLab(docker, LAB);
}
