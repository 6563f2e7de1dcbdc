import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { budgetFactor } from '../lab/wait/budgets.ts';
import type { CommandResult } from '../lab/engine/channel.ts';
import { missingFor, neededBy, refreshKernelFeatures } from '../lab/engine/dataplane.ts';
import type { Runtime } from '../lab/engine/runtime.ts';
import { removeLab } from '../lab/engine/started-lab.ts';
import { converge } from '../lab/lifecycle/converge.ts';
import type { DataplaneName } from '../lab/plan/types.ts';
import { loadLab } from '../lab/topology/load.ts';
import { HandMade } from './hand-made.ts';
import { median } from './median.ts';

const LAB = 'bench';
const PLANES: readonly DataplaneName[] = ['kernel', 'userspace'];
const SECONDS = 5;
const TARGET = '10.10.141.106';
/** The lab is to be at least so good as a fraction of what is made by hand. */
const AIM = 0.95;
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const factor = budgetFactor();
const definition = { ...loadLab(fileURLToPath(new URL('throughput.yaml', import.meta.url))), name: LAB };

/** Runs a command at onprem-server, of the lab or of what is made by hand. */
type RunAtServer = (command: string, timeoutMs: number) => Promise<CommandResult>;

interface Measure {
  readonly command: string;
  /** The figure in what the command prints. */
  readonly read: (stdout: string) => number;
  /** Whether more is better. */
  readonly moreIsBetter: boolean;
}

const MEASURES = {
  mbitPerSecondOneStream: iperf(1),
  mbitPerSecondFourStreams: iperf(4),
  roundTripMs: {
    command: `ping -n -i 0.01 -c 300 ${TARGET}`,
    read: (stdout) => median([...stdout.matchAll(/ time=([\d.]+) ms/g)].map(([, ms]) => Number(ms))),
    moreIsBetter: false,
  },
} satisfies Record<string, Measure>;

function iperf(streams: number): Measure {
  return {
    command: `iperf3 --client ${TARGET} --time ${SECONDS} --parallel ${streams} --json`,
    read: (stdout) => {
      const { end } = JSON.parse(stdout) as { end: { sum_received: { bits_per_second: number } } };
      return end.sum_received.bits_per_second / 1e6;
    },
    moreIsBetter: true,
  };
}

/** One figure of one side. */
async function measure(side: RunAtServer, { command, read }: Measure): Promise<number> {
  const { exitCode, stdout, stderr } = await side(command, 30_000 * factor);
  const figure = exitCode === 0 ? read(stdout) : 0;
  if (figure > 0) return figure;
  throw new Error(`${command} failed with ${exitCode}: ${stdout}${stderr}`);
}

/** Measures both sides by turns, round by round; which one begins alternates too. */
async function compare(lab: RunAtServer, handMade: RunAtServer): Promise<unknown> {
  const seen = Object.entries(MEASURES).map(([name, how]) => ({
    name,
    how,
    lab: [] as number[],
    handMade: [] as number[],
  }));
  for (let round = 1; round <= rounds; round++) {
    process.stderr.write(`round ${round} of ${rounds}\n`);
    for (const each of seen) {
      const turns = [
        async () => each.lab.push(await measure(lab, each.how)),
        async () => each.handMade.push(await measure(handMade, each.how)),
      ];
      for (const turn of round % 2 === 1 ? turns : turns.reverse()) await turn();
    }
  }
  return Object.fromEntries(
    seen.map(({ name, how, ...figures }) => {
      const ofRounds = figures.lab.map((own, index) => ratio(own, figures.handMade[index] ?? 0, how));
      return [
        name,
        {
          lab: rounded(median(figures.lab)),
          handMade: rounded(median(figures.handMade)),
          ratio: ratio(median(figures.lab), median(figures.handMade), how),
          ratioOfRounds: {
            least: Math.min(...ofRounds),
            median: median(ofRounds),
            most: Math.max(...ofRounds),
          },
          aim: AIM,
        },
      ];
    }),
  );
}

/** How good the lab is as a fraction of what is made by hand: above 1 it is better, whichever way that is. */
const ratio = (lab: number, handMade: number, { moreIsBetter }: Measure): number =>
  Number((moreIsBetter ? lab / handMade : handMade / lab).toFixed(3));

const rounded = (figure: number): number => Number(figure.toPrecision(3));

async function measurePlane(runtime: Runtime, plane: DataplaneName): Promise<unknown> {
  process.stderr.write(`throughput, ${plane} data plane\n`);
  await removeLab(runtime, LAB);
  try {
    const converged = await converge(definition, { dataplane: plane, until: 'tunnels' });
    await using running = converged.running;
    await using handMade = await HandMade.start(runtime, definition, plane);
    const listening = await running.node('vpc-a-host').run('iperf3 --server --daemon');
    if (listening.exitCode !== 0) throw new Error(`iperf3 does not listen: ${listening.stderr}`);
    return await compare(
      (command, timeoutMs) => running.node('onprem-server').run(command, { timeoutMs }),
      (command, timeoutMs) => handMade.runAtServer(command, timeoutMs),
    );
  } finally {
    await removeLab(runtime, LAB);
  }
}

/**
 * Throughput by iperf3 with one and four streams, and the round-trip time of ping, from onprem-server to vpc-a-host, on
 * every data plane that can run here: of the reference lab, and of the same path with the same strongSwan configuration
 * made by hand in bare namespaces of the same machine.
 */
export async function measureThroughput(runtime: Runtime): Promise<unknown> {
  const features = neededBy(definition, await refreshKernelFeatures(runtime));
  const planes: Record<string, unknown> = {};
  for (const plane of PLANES) {
    const missing = missingFor(plane, features).map(({ name }) => name);
    planes[plane] =
      missing.length === 0
        ? await measurePlane(runtime, plane)
        : { cannotRun: `this kernel lacks ${missing.join(', ')}` };
  }
  return { cores: availableParallelism(), rounds, secondsEach: SECONDS, planes };
}
