import { randomUUID } from 'node:crypto';
import type { StartedLab } from '../engine/started-lab.ts';
import { EngineError } from '../errors.ts';
import { quoted } from '../topology/shell-word.ts';

/**
 * More than any packet has. tcpdump's own 256 KiB leave its buffer room for a handful of packets, and on a busy machine
 * some are lost.
 */
const SNAP_BYTES = 2000;

/**
 * An address of the node itself. tcpdump that is ended leaves unread what has come for it: so this is pinged first, and once
 * it is in the file, all that came before it is, too.
 */
const MARK = '127.83.2.83';
const MARK_FILTER = `icmp and host ${MARK}`;
/** A node that has no ping, or drops its own, is not waited for any longer. */
const MARK_BUDGET_S = 5;

/**
 * Captures at a node while something happens, and returns one tcpdump line a packet.
 * @param filter pcap filter, e.g. `udp port 4500`; everything without it.
 * @throws {EngineError} if tcpdump cannot capture, e.g. for a wrong filter.
 */
export async function captureDuring<T>(
  running: StartedLab,
  node: string,
  filter: string,
  action: () => Promise<T>,
): Promise<{ readonly result: T; readonly packets: readonly string[] }> {
  const file = `/tmp/s2s-${randomUUID()}`;
  const process = await startTcpdump(
    running,
    node,
    file,
    `-U --immediate-mode -s ${SNAP_BYTES} ${quoted(filter === '' ? '' : `(${filter}) or (${MARK_FILTER})`)}`,
  );
  const result = await action();
  const isMarked = `tcpdump -nn -r ${file} ${quoted(MARK_FILTER)} 2>/dev/null | grep -q .`;
  // -v: the TTL is part of what is looked at.
  const { stdout } = await running.node(node).run(
    `ping -c 1 -W 1 ${MARK} >/dev/null 2>&1
     timeout ${MARK_BUDGET_S} sh -c ${quoted(`until ${isMarked}; do sleep 0.02; done`)}
     ${endTcpdump(process)}
     tcpdump -nn -v -r ${file} ${quoted(`not (${MARK_FILTER})`)} 2>/dev/null; rm -f ${file} ${file}.log`,
  );
  return { result, packets: joinContinued(stdout) };
}

/**
 * Starts tcpdump in a node, on all its interfaces, and returns its process id once it captures. It goes on until it is
 * ended, or the node ends.
 * @param file what it writes; beside it lies what it says, in a file `<file>.log`.
 * @param options further options and the filter, as a shell reads them.
 * @throws {EngineError} if it cannot capture, e.g. for a wrong filter.
 */
export async function startTcpdump(
  running: StartedLab,
  node: string,
  file: string,
  options: string,
): Promise<number> {
  const { stdout, stderr, exitCode } = await running
    .node(node)
    .run(
      `s2s-background start ${file}.log '^tcpdump: listening|, link-type' tcpdump -i any -nn -w ${file} ${options}`,
    );
  if (exitCode === 0) return Number(stdout);
  throw new EngineError({ what: `${node} cannot capture`, value: stderr.trim() });
}

/** A shell command that ends a tcpdump if it still runs, and returns once all it has captured is written. */
export function endTcpdump(process: number): string {
  return `s2s-background end ${process} tcpdump TERM`;
}

/** tcpdump -v breaks a packet over lines, the later ones indented. */
function joinContinued(text: string): string[] {
  return text
    .split(/\n(?=\S)/)
    .map((packet) => packet.replace(/\s*\n\s+/g, ' ').trim())
    .filter((packet) => packet !== '');
}
