import type { Command } from 'commander';
import { findLab } from '../engine/started-lab.ts';
import { EXIT, UsageError } from '../errors.ts';
import { explain } from '../probe/explain/explain.ts';
import { formatExplanation } from './format/explain.ts';
import { DEFAULT_LAB, parseLabName } from './options.ts';
import { print } from './output.ts';
import { showProgress } from './progress.ts';

interface ExplainFlags {
  readonly name: string;
  readonly size?: number;
  readonly tcp?: number;
  readonly json?: boolean;
}

/** Declares the verb `explain`. */
export function define(command: Command): void {
  command
    .argument('<from>', 'host that sends')
    .argument('<to>', 'host that is to answer, or a tunnel for the inside address of its AWS end')
    .option('--name <lab>', 'name of the lab', parseLabName, DEFAULT_LAB)
    .option('--size <bytes>', 'size of the IP packets, which may not be fragmented then', parseSize)
    .option('--tcp <port>', 'connect to this port, in place of echo requests', parsePort)
    .option('--json', 'print the explanation as JSON')
    .addHelpText('after', EXAMPLES)
    .action(showExplanation);
}

async function showExplanation(
  from: string,
  to: string,
  { name, size, tcp, json = false }: ExplainFlags,
): Promise<void> {
  await using lab = await findLab(name);
  using progress = showProgress();
  progress.report(`following a packet from ${from} to ${to}`);
  const result = await explain(lab, from, to, {
    ...(size === undefined ? {} : { sizeBytes: size }),
    ...(tcp === undefined ? {} : { tcpPort: tcp }),
  });
  progress[Symbol.dispose]();
  print(result, json, formatExplanation);
  process.exitCode = result.answered ? EXIT.passed : EXIT.failed;
}

/** From the smallest IP packet with an echo request to the largest IP packet. */
const parseSize = wholeNumber('--size', 'is not the size of an IP packet', 28, 65_535);
const parsePort = wholeNumber('--tcp', 'is not a TCP port', 1, 65_535);

/** Reads a whole number within bounds; throws a {@link UsageError} for anything else. */
function wholeNumber(key: string, what: string, least: number, most: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (Number.isInteger(number) && number >= least && number <= most) return number;
    throw new UsageError({ key, what, value, rule: `a whole number, ${least} to ${most}` });
  };
}

const EXAMPLES = `
Example:
  s2s explain vpc-a-host onprem-server
  s2s explain onprem-server vpc-a-host --size 1400   where large packets get stuck
  s2s explain vpc-a-host onprem-server --tcp 22
  s2s explain onprem-router tunnel-2                 the tunnel's own inside addresses
  s2s explain vpc-a-host vpc-b-host --json | jq .cause

Exit code 0 if every packet was answered, 1 if not.`;
