import type { StartedLab } from '../engine/started-lab.ts';
import { ping } from '../probe/ping.ts';
import { captureDuring } from '../probe/wire.ts';
import { insideAddresses, tunnelNamed } from '../topology/graph/tunnels.ts';
import { INTERNET } from '../topology/names.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import type { Judgement } from '../probe/verdict.ts';
import { judgement } from './check.ts';
import type { Check } from './check.ts';
import { isEsp } from './encrypted.ts';
import { detectionMs } from './established.ts';

const PROBE = { count: 2, intervalMs: 20, timeoutMs: 200 };

/**
 * A router sends what is for AWS's inside address into each of these tunnels: the Internet sees it as ESP. It is the control of
 * {@link sendsNothingInto}. Looking throws a UsageError if there is no tunnel of a name.
 */
export function sendsInto(...tunnels: readonly string[]): Check {
  return {
    title: `the router sends into ${tunnels.join(' and ')}`,
    budgetMs: () => BUDGETS_MS.reachWithout,
    observe: async (running) => judgeSent(await sentInto(running, tunnels), true),
  };
}

/**
 * A router has given tunnels up, as the Internet sees it, whatever its own daemon tells: it no longer sends ESP for what is for
 * AWS's inside address. It counts only behind {@link sendsInto}, for a router without an interface of the tunnel sends none, either.
 */
export function sendsNothingInto(...tunnels: readonly string[]): Check {
  return {
    kind: 'wait',
    title: `the router sends nothing into ${tunnels.join(' and ')}`,
    budgetMs: ({ definition }) => detectionMs(definition),
    observe: async (running) => judgeSent(await sentInto(running, tunnels), false),
  };
}

/** Whether ESP was seen of every tunnel, or of none; `sent` has how many packets of each. */
export function judgeSent(sent: ReadonlyMap<string, number>, wanted: boolean): Judgement {
  const seen = [...sent].map(([tunnel, packets]) => `${packets} packets of ESP to ${tunnel}`).join(', ');
  return judgement(
    [...sent.values()].every((packets) => packets > 0 === wanted),
    `the Internet saw ${seen}`,
  );
}

async function sentInto(running: StartedLab, names: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const tunnels = names.map((name) => tunnelNamed(running.definition, name));
  const hosts = tunnels.map(({ tunnel }) => `dst host ${tunnel.outsideIpAddress}`).join(' or ');
  const { packets } = await captureDuring(running, INTERNET, hosts, () =>
    Promise.all(
      tunnels.map(({ customerGateway, tunnel }) =>
        ping(running, customerGateway.router.name, insideAddresses(tunnel).aws, PROBE),
      ),
    ),
  );
  return new Map(
    tunnels.map(({ tunnel: { name, outsideIpAddress } }) => [
      name,
      packets.filter((line) => isEsp(line) && goesTo(line, outsideIpAddress)).length,
    ]),
  );
}

/** With the port of ESP in UDP behind the address, or bare. */
const goesTo = (line: string, address: string): boolean =>
  ['.', ':'].some((end) => line.includes(`> ${address}${end}`));
