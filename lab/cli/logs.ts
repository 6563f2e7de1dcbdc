import type { Command } from 'commander';
import type { LogLine } from '../engine/runtime.ts';
import { UsageError } from '../errors.ts';
import { given } from '../given.ts';
import type { VpnLogRecord } from '../aws/vpn-log/record.ts';
import { readVpnLog } from '../probe/vpn-log.ts';
import { tunnelNamed } from '../topology/graph/tunnels.ts';
import { tunnelLogs } from '../topology/objects/vpn-connection/log-options.ts';
import type { Lab } from '../topology/types.ts';
import { formatVpnLogRecord } from './format/vpn-log.ts';
import { SIGNAL_EXIT } from './interrupt.ts';
import { labOption, openLab } from './lab-option.ts';
import type { LabFlag } from './lab-option.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';
import { parseLines } from './options.ts';

interface LogsFlags extends LabFlag {
  readonly follow?: boolean;
  readonly since?: Date;
  readonly lines?: number;
  readonly timestamps?: boolean;
  readonly json?: boolean;
  readonly aws?: boolean;
}

export function define(command: Command): void {
  setManual(command, MANUAL);
  command
    .argument('<node>', 'node whose log is meant')
    .addOption(labOption())
    .option('-f, --follow', 'go on with what the node says from now on')
    .option('-n, --lines <n>', 'only the last lines', parseLines)
    .option(
      '--since <time>',
      'only what is newer: 90s, 10m, 2h, or a time as 2026-11-24T05:20:23Z',
      parseSince,
    )
    .option('-t, --timestamps', 'print when each line was written')
    .option('--aws', "a tunnel's activity and BGP logs, as AWS has them")
    .option('--json', 'print each line as a line of JSON: time, stream, text; with --aws as AWS has it')
    .action(showLogs);
}

async function showLogs(nodeName: string, flags: LogsFlags): Promise<void> {
  const { follow = false, since, lines, timestamps = false, json = false, aws = false } = flags;
  await using running = await openLab(flags);
  const node = running.node(nodeName);
  const controller = new AbortController();
  const end = (): void => controller.abort();
  for (const signal of Object.keys(SIGNAL_EXIT)) process.on(signal, end);
  process.stdout.once('error', end);
  const options = given({ since, lines, follow: follow ? controller.signal : undefined });
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  if (aws) {
    const isJson = asJson(running.definition, nodeName);
    await readVpnLog(running, nodeName, options, (record) =>
      say(json || isJson(record) ? JSON.stringify(record) : formatVpnLogRecord(record)),
    );
  } else {
    await node.readLog(options, (line) => say(json ? JSON.stringify(line) : plainLine(line, timestamps)));
  }
  for (const signal of Object.keys(SIGNAL_EXIT)) process.off(signal, end);
}

/**
 * Whether a record of a tunnel's logs is printed as JSON.
 * @throws {UsageError} if there is no such tunnel, or both of its logs are off.
 */
export function asJson(lab: Lab, tunnel: string): (record: VpnLogRecord) => boolean {
  const { activity, bgp } = tunnelLogs(tunnelNamed(lab, tunnel).tunnel);
  if (activity === null && bgp === null)
    throw new UsageError({
      key: `${tunnel}.options.logOptions`,
      what: 'has no log on',
      rule: 'a log is off unless logEnabled or bgpLogEnabled is true (EC2 API reference, CloudWatchLogOptionsSpecification)',
      hint: 'write logEnabled: true and s2s up, or leave logOptions out: then both are on',
    });
  return (record) => ('type' in record ? bgp : activity) === 'json';
}

const plainLine = ({ time, text }: LogLine, timestamps: boolean): string =>
  timestamps ? `${time} ${text}` : text;

/** Date.parse takes a 5 for a month. */
const isDate = (value: string): boolean => /^\d{4}-\d\d-\d\d/.test(value);

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/**
 * Reads `--since`: how long ago, or when.
 * @throws {UsageError} if it is neither.
 */
export function parseSince(value: string): Date {
  const [, count, unit = ''] = /^(\d+)([smh])$/.exec(value) ?? [];
  const time =
    count === undefined
      ? Date.parse(isDate(value) ? value : '')
      : Date.now() - Number(count) * SECONDS[unit]! * 1000;
  if (!Number.isNaN(time)) return new Date(time);
  throw new UsageError({
    key: '--since',
    what: 'is no time',
    value,
    rule: 'a time ago, e.g. 90s, 10m or 2h, or a time, e.g. 2026-11-24T05:20:23Z',
  });
}

const MANUAL: Manual = {
  description: [
    'Shows what the processes of a node have said: charon on routers and tunnel endpoints. Of a node that has ended, too. With --follow it ends when the node does, or with Ctrl-C.',
    "With --aws a tunnel's endpoint speaks as AWS's Site-to-Site VPN logs do: a record for what charon and BIRD say, with the names and messages that AWS documents, and charon's own words where it documents none. Which of the two logs are on, and in which form, the tunnel's logOptions say; without them both are, as text.",
  ],
  examples: [
    ['s2s logs onprem-router'],
    ['s2s logs tunnel-1 -f -n 20', 'what it says from now on'],
    ['s2s logs tunnel-1 --since 5m --json | jq -r .text'],
    ['s2s logs tunnel-1 --aws -f', "AWS's logs of the tunnel, as they come"],
    ["s2s logs tunnel-1 --aws --json | jq -c '[.timestamp, .ike_phase1_state, .details]'"],
  ],
  seeAlso: ['s2s shell', 's2s explain', 's2s status'],
};
