import { randomUUID } from 'node:crypto';
import type { StartedLab } from '../engine/started-lab.ts';
import { EngineError } from '../errors.ts';

/**
 * Captures at a node while something happens, and returns one tcpdump line a packet.
 * @param filter pcap filter, e.g. `udp port 4500`; everything without it.
 * @throws {EngineError} if tcpdump cannot capture, e.g. for a wrong filter.
 */
export async function captureDuring<T>(
  lab: StartedLab,
  node: string,
  filter: string,
  action: () => Promise<T>,
): Promise<{ readonly result: T; readonly packets: readonly string[] }> {
  const file = `/tmp/s2s-${randomUUID()}`;
  const start = await lab.node(node).run(
    `tcpdump -U --immediate-mode -i any -nn -w ${file} '${filter.replaceAll("'", `'\\''`)}' >/dev/null 2>${file}.log &
     until grep -q '^tcpdump: listening\\|, link-type' ${file}.log; do
       kill -0 $! 2>/dev/null || { cat ${file}.log >&2; exit 1; }
       sleep 0.01
     done
     echo $!`,
  );
  if (start.exitCode !== 0) {
    throw new EngineError({ what: `${node} cannot capture`, value: start.stderr.trim() });
  }
  const result = await action();
  // -v: the TTL is part of what is looked at.
  const { stdout } = await lab.node(node).run(
    `kill -TERM ${start.stdout.trim()}; while kill -0 ${start.stdout.trim()} 2>/dev/null; do sleep 0.01; done
     tcpdump -nn -v -r ${file} 2>/dev/null; rm -f ${file} ${file}.log`,
  );
  return { result, packets: joinContinued(stdout) };
}

/** tcpdump -v breaks a packet over lines, the later ones indented. */
function joinContinued(text: string): string[] {
  return text
    .split(/\n(?=\S)/)
    .map((packet) => packet.replace(/\s*\n\s+/g, ' ').trim())
    .filter((packet) => packet !== '');
}
