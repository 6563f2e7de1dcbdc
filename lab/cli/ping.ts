import type { Command } from 'commander';
import { hosts } from '../aws/hosts.ts';
import { predict, predictPaths } from '../aws/reachability.ts';
import { echoOver, flowTo, isToPort } from '../aws/flow.ts';
import type { Flow, PortFlow } from '../aws/flow.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { EXIT } from '../errors.ts';
import { entriesOf } from '../probe/ledger.ts';
import { ping, pingTarget } from '../probe/ping.ts';
import { probePort } from '../probe/port.ts';
import type { PortAnswer } from '../probe/connect.ts';
import { seenDuring } from '../probe/seen-way.ts';
import type { Lab } from '../topology/types.ts';
import { given } from '../given.ts';
import { formatPing, isAnswered } from './format/ping.ts';
import type { PingView } from './format/ping.ts';
import { labOption, openLab } from './lab-option.ts';
import type { LabFlag } from './lab-option.ts';
import { parseCount, portOptions, versionOption } from './options.ts';
import type { PortFlags, VersionFlag } from './options.ts';
import { overVersion } from './over-version.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';
import { print } from './output.ts';
import { showProgress } from './progress.ts';

interface PingFlags extends LabFlag, PortFlags, VersionFlag {
  readonly count: number;
  readonly json?: boolean;
}

export function define(command: Command): void {
  setManual(command, MANUAL);
  command
    .argument('<from>', 'node that pings')
    .argument('<to>', 'host of the lab, or an address')
    .addOption(labOption())
    .option('-c, --count <n>', 'number of packets, or of connections', parseCount, 3)
    .option('--json', 'print the result as JSON')
    .action(sendPing);
  for (const option of [...portOptions(), versionOption()]) command.addOption(option);
}

async function sendPing(
  from: string,
  to: string,
  { count, tcp, udp, ipv6, json = false, ...flag }: PingFlags,
): Promise<void> {
  await using opened = await openLab(flag);
  const running = overVersion(opened, to, ipv6);
  using progress = showProgress();
  progress.report(`pinging ${to} from ${from}`);
  const flow = flowTo(given({ tcpPort: tcp, udpPort: udp }));
  const view = await (isToPort(flow)
    ? portProbes(running, from, to, count, flow)
    : echoRequests(running, from, to, count));
  progress[Symbol.dispose]();
  print(view, json, formatPing);
  process.exitCode = isAnswered(view) ? EXIT.passed : EXIT.failed;
}

async function echoRequests(running: StartedLab, from: string, to: string, count: number) {
  const { result, seen } = await seenDuring(
    running,
    from,
    () => ping(running, from, to, { count }),
    (entry, own) =>
      destinationsOf(running, to, own.address).some(
        (address) => entriesOf([entry], { ...own, address }).length > 0,
      ),
  );
  return {
    ...result,
    port: null,
    seen,
    ...predicted(running.definition, from, to, echoOver(running.definition)),
  } satisfies PingView;
}

/** One after the other. The ledgers know them by their destination only: another's to the same port count, too. */
async function portProbes(
  running: StartedLab,
  from: string,
  to: string,
  count: number,
  flow: PortFlow,
): Promise<PingView> {
  const { address } = pingTarget(running, from, to);
  const source = hosts(running.definition).find((host) => host.name === from)?.address;
  const own = `${flow.protocol} ${flow.destinationPort}`;
  const { result, seen } = await seenDuring(
    running,
    from,
    async () => {
      const made: PortAnswer[] = [];
      while (made.length < count)
        made.push(await probePort(running, from, { address, flow, ...given({ source }) }));
      return made;
    },
    ({ probe, destination }) => probe === own && destinationsOf(running, to, address).includes(destination),
  );
  return {
    from,
    address,
    sent: result.length,
    received: result.filter((each) => each.port !== null).length,
    port: result.at(-1)?.port ?? null,
    output: result.map((each) => each.output).join('\n'),
    seen,
    ...predicted(running.definition, from, to, flow),
  };
}

/** The addresses that a probe is for on its way: behind an Elastic IP address the host's own. */
function destinationsOf({ definition }: StartedLab, to: string, address: string): string[] {
  const host = hosts(definition).find(({ name }) => name === to);
  return host === undefined ? [address] : [address, host.address];
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
    ['s2s ping vpc-a-host onprem-server --udp 53', 'hosts of the lab answer datagrams meanwhile'],
    ['s2s ping onprem-server vpc-a-host -6', 'over IPv6, in a lab that has it'],
  ],
  exit: { 0: 'the host answered', 1: 'it did not, or another node answered in its place' },
  seeAlso: ['s2s explain', 's2s matrix'],
};
