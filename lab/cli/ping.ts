import type { Command } from 'commander';
import { hosts } from '../aws/hosts.ts';
import { predict } from '../aws/reachability.ts';
import type { Prediction } from '../aws/reachability.ts';
import { findLab } from '../engine/started-lab.ts';
import { EXIT } from '../errors.ts';
import { ping } from '../probe/ping.ts';
import type { Lab } from '../topology/types.ts';
import { formatPing } from './format/ping.ts';
import { DEFAULT_LAB, parseCount, parseLabName } from './options.ts';
import { print } from './output.ts';
import { showProgress } from './progress.ts';

interface PingFlags {
  readonly name: string;
  readonly count: number;
  readonly json?: boolean;
}

export function define(command: Command): void {
  command
    .argument('<from>', 'node that pings')
    .argument('<to>', 'host of the lab, or an address')
    .option('--name <lab>', 'name of the lab', parseLabName, DEFAULT_LAB)
    .option('-c, --count <n>', 'number of packets', parseCount, 3)
    .option('--json', 'print the result as JSON')
    .addHelpText('after', EXAMPLES)
    .action(sendPing);
}

async function sendPing(from: string, to: string, { name, count, json = false }: PingFlags): Promise<void> {
  await using lab = await findLab(name);
  using progress = showProgress();
  progress.report(`pinging ${to} from ${from}`);
  const result = await ping(lab, from, to, { count });
  progress[Symbol.dispose]();
  const expected = predictPing(lab.lab, from, result.address);
  print({ ...result, expected }, json, formatPing);
  process.exitCode = result.received > 0 ? EXIT.passed : EXIT.failed;
}

/** The model speaks of hosts only; null where one of the two is none. */
function predictPing(lab: Lab, from: string, address: string): Prediction | null {
  const all = hosts(lab);
  const to = all.find((host) => host.address === address);
  return to !== undefined && all.some((host) => host.name === from) ? predict(lab, from, to.name) : null;
}

const EXAMPLES = `
Example:
  s2s ping onprem-server vpc-a-host
  s2s ping vpc-a-host 10.20.139.27 -c 1

Exit code 0 if there was an answer, 1 if there was none.`;
