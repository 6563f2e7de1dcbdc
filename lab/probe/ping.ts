import { randomInt } from 'node:crypto';
import { addressTowards } from '../aws/addresses.ts';
import { hosts } from '../aws/hosts.ts';
import { TIMED_OUT } from '../engine/channel.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { BudgetError } from '../errors.ts';
import { isIpAddress, isIpv6, isIpv6Address } from '../topology/cidr.ts';
import { byName } from '../topology/graph/find.ts';
import { roundTripDelayMs } from '../topology/graph/links.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';

/** How to ping. */
export interface PingOptions {
  readonly count?: number;
  readonly intervalMs?: number;
  /**
   * How long an answer is waited for, beyond what the lab file has the links delay it. Once there is one, ping waits for the last
   * of several no longer than two round trips, or `intervalMs` (iputils, ping_common.c): one that is late then counts as lost.
   */
  readonly timeoutMs?: number;
  /** Source address; the host's own address without it. */
  readonly source?: string;
  /** Size of the whole IP packet, which nobody may fragment then (DF). Without it 84 bytes, and DF as the kernel likes. */
  readonly sizeBytes?: number;
}

/** IP and ICMP header, which ping's `-s` does not count; those of IPv6 are larger. */
const HEADER_BYTES = { ipv4: 28, ipv6: 48 };

/** What became of the echo requests of one ping. */
export interface PingResult {
  readonly from: string;
  /** Address that was pinged. */
  readonly address: string;
  /** ICMP identifier, by which the ledger knows the probe. */
  readonly identifier: number;
  readonly sent: number;
  readonly received: number;
  /** Round-trip time in milliseconds, averaged; null without an answer. */
  readonly rttMs: number | null;
  /** TTL of the first answer as the source sees it; null without an answer. */
  readonly ttl: number | null;
  /** What ping said. */
  readonly output: string;
}

let lastIdentifier = randomInt(0xffff);

/** An ICMP identifier, 1 to 65534, that none of this process's last 65533 pings had. */
export function newIdentifier(): number {
  lastIdentifier = (lastIdentifier % 0xfffe) + 1;
  return lastIdentifier;
}

/**
 * Sends ICMP echo requests from a node to a host of the lab (by name) or to an address.
 * @throws {UsageError} if there is no such node or host.
 * @throws {BudgetError} if ping is not at its end in time: what it has seen by then is unknown.
 */
export async function ping(
  running: StartedLab,
  from: string,
  to: string,
  options: PingOptions = {},
): Promise<PingResult> {
  const { count = 1, intervalMs = 200 } = options;
  const timeoutMs = (options.timeoutMs ?? 1000) + roundTripDelayMs(running.definition);
  const target = pingTarget(running, from, to, options.source);
  const identifier = newIdentifier();
  const command = [
    `ping -n -c ${count} -i ${intervalMs / 1000} -W ${timeoutMs / 1000} -e ${identifier}`,
    ...(options.sizeBytes === undefined
      ? []
      : [`-M do -s ${options.sizeBytes - HEADER_BYTES[isIpv6(target.address) ? 'ipv6' : 'ipv4']}`]),
    ...(target.source === null ? [] : [`-I ${target.source}`]),
    target.address,
    '2>&1',
  ].join(' ');
  const budgetMs = count * intervalMs + timeoutMs + BUDGETS_MS.command;
  const { stdout, exitCode } = await running.node(from).run(command, { timeoutMs: budgetMs });
  if (exitCode === TIMED_OUT) {
    throw new BudgetError({
      what: `${from} pings ${to}: not at its end within ${budgetMs / 1000} s`,
      value: command,
    });
  }
  return { from, address: target.address, identifier, ...readPing(stdout, count), output: stdout.trim() };
}

/**
 * The address to ping, and the source to ping it from: a host's own address where none is given, null for what has none.
 * @throws {UsageError} if `to` is neither a host of the lab nor an address.
 */
export function pingTarget(
  running: StartedLab,
  from: string,
  to: string,
  source?: string,
): { readonly address: string; readonly source: string | null } {
  const address = addressOf(running, from, to);
  const own = hosts(running.definition).find(({ name }) => name === from)?.address;
  return { address, source: source ?? own ?? null };
}

/**
 * The address that a host name of the lab, or an address, stands for.
 * @throws {UsageError} if it is neither.
 */
function addressOf({ definition: lab }: StartedLab, from: string, to: string): string {
  if (isIpAddress(to) || isIpv6Address(to)) return to;
  const host = byName(hosts(lab), to, {
    what: `neither a host of the lab${lab.ipVersion === 'ipv6' ? ' with IPv6' : ''} nor an address`,
  });
  const sender = hosts(lab).find(({ name }) => name === from);
  return sender === undefined ? host.address : addressTowards(sender, host);
}

/** Reads the output of iputils ping. `count` is what was to be sent, for a ping that could not even start. */
export function readPing(
  output: string,
  count: number,
): Pick<PingResult, 'sent' | 'received' | 'rttMs' | 'ttl'> {
  const totals = /(\d+) packets transmitted, (\d+) received/.exec(output);
  const average = /= [\d.]+\/([\d.]+)\//.exec(output);
  const ttl = /\bttl=(\d+)/.exec(output);
  return {
    sent: totals === null ? count : Number(totals[1]),
    received: totals === null ? 0 : Number(totals[2]),
    rttMs: average === null ? null : Number(average[1]),
    ttl: ttl === null ? null : Number(ttl[1]),
  };
}
