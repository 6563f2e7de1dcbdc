import type { Runtime } from '../lab/engine/runtime.ts';
import { REFERENCE_LAB_FILE } from '../lab/package-file.ts';
import { loadLab } from '../lab/topology/load.ts';
import type { Lab } from '../lab/topology/types.ts';
import { median } from './median.ts';
import { scaleLab } from './scale-lab.ts';
import { report } from './scale-report.ts';
import { measureRound } from './scale-round.ts';
import type { Round } from './scale-round.ts';

const rounds = Number(process.env.BENCH_ROUNDS ?? 1);
const reference = loadLab(REFERENCE_LAB_FILE);

/**
 * How one lab grows with the number of its hosts (BENCH_HOSTS, 10,30,100,300 by default), and what reference labs side
 * by side take (BENCH_LABS, 1,5,10,20 by default): medians over BENCH_ROUNDS rounds, 1 by default, beside the same number
 * of bare containers started at once. What fails is reported at its size, and the next size goes on.
 */
export async function measureScale(runtime: Runtime): Promise<unknown> {
  const hosts = sizes('BENCH_HOSTS', '10,30,100,300');
  const labs = sizes('BENCH_LABS', '1,5,10,20');
  const sideBySide = (count: number): Lab[] =>
    Array.from({ length: count }, (_, index) => ({ ...reference, name: `bench-${index + 1}` }));
  return {
    rounds,
    byHosts: await measureSizes(runtime, 'hosts', hosts, (count) => [scaleLab('bench', count)]),
    byLabs: await measureSizes(runtime, 'labs', labs, sideBySide),
  };
}

function sizes(variable: string, otherwise: string): number[] {
  const given = process.env[variable] ?? otherwise;
  const numbers = given
    .split(',')
    .filter((each) => each !== '')
    .map(Number);
  if (numbers.every((each) => Number.isInteger(each) && each > 0)) return numbers;
  throw new Error(`${variable}: "${given}" is no list of sizes, such as ${otherwise}`);
}

async function measureSizes(
  runtime: Runtime,
  unit: string,
  wanted: readonly number[],
  labsOf: (size: number) => Lab[],
): Promise<unknown[]> {
  const results: unknown[] = [];
  let smaller: Round | null = null;
  for (const size of wanted) {
    try {
      const seen = await measureSize(runtime, `${size} ${unit}`, labsOf(size));
      results.push({ [unit]: size, ...report(seen, smaller) });
      smaller = seen;
    } catch (error) {
      results.push({ [unit]: size, error: error instanceof Error ? error.message : String(error) });
    }
  }
  return results;
}

/** The rounds' middle figures. */
async function measureSize(runtime: Runtime, what: string, labs: readonly Lab[]): Promise<Round> {
  const seen: Round[] = [];
  for (let round = 1; round <= rounds; round++) {
    process.stderr.write(`${what}, round ${round} of ${rounds}\n`);
    seen.push(await measureRound(runtime, labs));
  }
  const last = seen.at(-1);
  if (last === undefined) throw new Error(`BENCH_ROUNDS: "${rounds}" is no number of rounds`);
  const figures = Object.keys(last.figures).map((name) => {
    const key = name as keyof Round['figures'];
    return [key, median(seen.map((round) => round.figures[key]))];
  });
  return { ...last, figures: Object.fromEntries(figures) as Round['figures'] };
}
