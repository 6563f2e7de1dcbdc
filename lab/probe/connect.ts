import type { PortState } from '../diagnosis/trace.ts';
import { TIMED_OUT } from '../engine/channel.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { BudgetError } from '../errors.ts';
import { roundTripDelayMs } from '../topology/graph/links.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';

/** What became of a TCP connection, or of a UDP datagram, to a port. */
export interface PortAnswer {
  /** Null without an answer. */
  readonly port: PortState | null;
  /** What the program that sent it said. */
  readonly output: string;
}

/** Where it goes; the source is the node's own to choose unless it is given. */
interface TcpTarget {
  readonly address: string;
  readonly port: number;
  readonly source?: string;
  readonly sourcePort?: number;
}

const TIMEOUT_SECONDS = 1;

/**
 * Makes a TCP connection from a node and closes it again.
 * @throws {UsageError} if there is no such node.
 * @throws {EngineError} if it does not run.
 * @throws {BudgetError} if nc is not at its end in time: what became of the connection is unknown.
 */
export async function connect(
  running: StartedLab,
  from: string,
  { address, port, source, sourcePort }: TcpTarget,
): Promise<PortAnswer> {
  const wait = TIMEOUT_SECONDS + Math.ceil(roundTripDelayMs(running.definition) / 1000);
  const command = [
    `nc -z -v -n -w ${wait}`,
    ...(source === undefined ? [] : [`-s ${source}`]),
    ...(sourcePort === undefined ? [] : [`-p ${sourcePort}`]),
    `${address} ${port} 2>&1`,
  ].join(' ');
  const timeoutMs = wait * 1000 + BUDGETS_MS.command;
  const { stdout, exitCode } = await running.node(from).run(command, { timeoutMs });
  if (exitCode === TIMED_OUT) {
    const what = `${from} connects to ${address}: not at its end within ${timeoutMs / 1000} s`;
    throw new BudgetError({ what, value: command });
  }
  return { port: portState(stdout), output: stdout.trim() };
}

/** Reads what nc (OpenBSD's) says of a connection. */
export function portState(output: string): PortState | null {
  if (/\bsucceeded\b/.test(output)) return 'open';
  return /\brefused\b/.test(output) ? 'refused' : null;
}
