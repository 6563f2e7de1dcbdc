import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { Command } from 'commander';
import { attach } from '../engine/attach.ts';
import { EXIT, UsageError } from '../errors.ts';
import { parsePacket } from './format/packet.ts';
import { SIGNAL_EXIT } from './interrupt.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';
import { labOption, openLab } from './lab-option.ts';
import type { LabFlag } from './lab-option.ts';
import { parseCount } from './options.ts';

interface CaptureFlags extends LabFlag {
  readonly count?: number;
  readonly write?: string;
  readonly json?: boolean;
}

export function define(command: Command): void {
  setManual(command, MANUAL);
  command
    .argument('<node>', 'node to capture at, on all its interfaces')
    .argument('[filter...]', 'pcap filter, e.g. udp port 4500')
    .addOption(labOption())
    .option('-c, --count <n>', 'end after so many packets', parseCount)
    .option('-w, --write <file>', 'write the packets to a pcap file; - for standard output')
    .option('--json', 'print each packet as a line of JSON')
    .action(capture);
}

async function capture(nodeName: string, filter: readonly string[], flags: CaptureFlags): Promise<void> {
  const { count, write, json = false } = flags;
  if (write !== undefined && json) throw new UsageError({ what: 'either --write or --json, not both' });
  await using running = await openLab(flags);
  const node = running.node(nodeName);
  const output = await openOutput(write, json);
  const input = new PassThrough();
  const end = (): void => {
    input.end();
  };
  for (const signal of Object.keys(SIGNAL_EXIT)) process.on(signal, end);
  output.once('error', end);
  const options = [
    ...(write === undefined ? ['-l'] : ['-U', '-w', '-']),
    ...(count === undefined ? [] : ['-c', String(count)]),
  ];
  const command = ['s2s-capture', ...options, filter.join(' ')];
  const exitCode = await attach(node, command, { input, output, errors: process.stderr });
  if (output !== process.stdout) {
    output.end();
    await finished(output);
  }
  for (const signal of Object.keys(SIGNAL_EXIT)) process.off(signal, end);
  // tcpdump has said why; it is the filter, as a rule.
  process.exitCode = exitCode === 0 ? EXIT.passed : EXIT.badInput;
}

async function openOutput(write: string | undefined, json: boolean): Promise<Writable> {
  if (json) return jsonLines();
  if (write === undefined || write === '-') return process.stdout;
  try {
    return (await open(write, 'w')).createWriteStream();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new UsageError({ file: write, what: `cannot be written (${code})` });
  }
}

/** Takes tcpdump's lines and prints each packet as JSON. */
function jsonLines(): Writable {
  const lines = new PassThrough();
  createInterface({ input: lines }).on('line', (line) => {
    const packet = parsePacket(line);
    if (packet !== null) process.stdout.write(`${JSON.stringify(packet)}\n`);
  });
  return lines;
}

const MANUAL: Manual = {
  description: ['Ends after -c packets, or with Ctrl-C.'],
  examples: [
    ['s2s capture internet udp port 4500'],
    ['s2s capture vpc-a-host -c 4 icmp'],
    ['s2s capture internet -w esp.pcap'],
    ['s2s capture internet -w - | wireshark -k -i -'],
  ],
  exit: { 2: 'bad input, e.g. a filter that tcpdump does not know' },
  seeAlso: ['s2s ping', 's2s exec'],
};
