import type { Command } from 'commander';
import { hosts } from '../aws/hosts.ts';
import { predict, predictPaths } from '../aws/reachability.ts';
import { ICMP_ECHO, tcpTo } from '../aws/flow.ts';
import type { Flow } from '../aws/flow.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { EXIT } from '../errors.ts';
import { connect } from '../probe/connect.ts';
import type { TcpConnection } from '../probe/connect.ts';
import { entriesOf } from '../probe/ledger.ts';
import { ping, pingTarget } from '../probe/ping.ts';
import { seenDuring } from '../probe/seen-way.ts';
import type { Lab } from '../topology/types.ts';
import { given } from '../given.ts';
import { formatPing, isAnswered } from './format/ping.ts';
import type { PingView } from './format/ping.ts';
import { labOption, openLab } from './lab-option.ts';
import type { LabFlag } from './lab-option.ts';
import { parseCount, parseTcpPort } from './options.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';
import { print } from './output.ts';
import { showProgress } from './progress.ts';

interface PingFlags extends LabFlag {
  readonly count: number;
  readonly tcp?: number;
  readonly json?: boolean;
}

export function define(command: Command): void {
  setManual(command, MANUAL);
  command
    .argument('<from>', 'node that pings')
    .argument('<to>', 'host of the lab, or an address')
    .addOption(labOption())
    .option('-c, --count <n>', 'number of packets, or of connections', parseCount, 3)
    .option('--tcp <port>', 'connect to this port, in place of echo requests', parseTcpPort)
    .option('--json', 'print the result as JSON')
    .action(sendPing);
}

async function sendPing(
  from: string,
  to: string,
  { count, tcp, json = false, ...flag }: PingFlags,
): Promise<void> {
  await using running = await openLab(flag);
  using progress = showProgress();
  progress.report(`pinging ${to} from ${from}`);
  const view = await (tcp === undefined
    ? echoRequests(running, from, to, count)
    : tcpConnections(running, from, to, count, tcp));
  progress[Symbol.dispose]();
  print(view, json, formatPing);
  process.exitCode = isAnswered(view) ? EXIT.passed : EXIT.failed;
}

async function echoRequests(running: StartedLab, from: string, to: string, count: number) {
  const { result, seen } = await seenDuring(
    running,
    from,
    () => ping(running, from, to, { count }),
    (entry, own) => entriesOf([entry], own).length > 0,
  );
  return {
    ...result,
    port: null,
    seen,
    ...predicted(running.definition, from, to, ICMP_ECHO),
  } satisfies PingView;
}

/** One after the other. The ledgers know them by their destination only: another's to the same port count, too. */
async function tcpConnections(
  running: StartedLab,
  from: string,
  to: string,
  count: number,
  port: number,
): Promise<PingView> {
  const { address } = pingTarget(running, from, to);
  const source = hosts(running.definition).find((host) => host.name === from)?.address;
  const ends = { address, port, ...given({ source }) };
  const { result, seen } = await seenDuring(
    running,
    from,
    async () => {
      const made: TcpConnection[] = [];
      while (made.length < count) made.push(await connect(running, from, ends));
      return made;
    },
    ({ probe, destination }) => probe === `tcp ${port}` && destination === address,
  );
  return {
    from,
    address,
    sent: result.length,
    received: result.filter((each) => each.port !== null).length,
    port: result.at(-1)?.port ?? null,
    output: result.map((each) => each.output).join('\n'),
    seen,
    ...predicted(running.definition, from, to, tcpTo(port)),
  };
}

/** The model speaks of hosts only; null where one of the two is none. Of those that have an address the first is meant. */
function predicted(
  lab: Lab,
  from: string,
  asked: string,
  flow: Flow,
): Pick<PingView, 'to' | 'expected' | 'paths'> {
  const all = hosts(lab);
  const to = all.find(({ name, address }) => [name, address].includes(asked))?.name ?? null;
  if (to === null || !all.some((host) => host.name === from)) return { to, expected: null, paths: [] };
  return { to, expected: predict(lab, from, to, flow), paths: predictPaths(lab, from, to, flow) };
}

const MANUAL: Manual = {
  description: [
    'What was seen is read from the ledgers of the nodes and the counters of the tunnels; what the lab file predicts stands beside it.',
  ],
  examples: [
    ['s2s ping onprem-server vpc-a-host'],
    ['s2s ping vpc-a-host 10.20.139.27 -c 1'],
    ['s2s ping vpc-a-host onprem-server --tcp 22', 'a refusal is an answer, too'],
  ],
  exit: { 0: 'the host answered', 1: 'it did not, or another node answered in its place' },
  seeAlso: ['s2s explain', 's2s matrix'],
};
