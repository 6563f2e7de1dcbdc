/** One packet as tcpdump shows it on a line. */
export interface CapturedPacket {
  /** Time of day in UTC, with microseconds. */
  readonly time: string;
  readonly interface: string;
  /** tcpdump's word: `In`, `Out`, and others for what is not the node's own. */
  readonly direction: string;
  readonly packet: string;
}

/** Reads a line of `tcpdump -nn -i any`; null for what is not a packet. */
export function parsePacket(line: string): CapturedPacket | null {
  const found = /^(\d\d:\d\d:\d\d\.\d+) (\S+)\s+(\S+)\s+(.*)$/.exec(line);
  if (found === null) return null;
  const [, time = '', name = '', direction = '', packet = ''] = found;
  return { time, interface: name, direction, packet };
}
