import type { StartedLab } from '../engine/started-lab.ts';
import { vpnLogReader } from '../aws/vpn-log/reader.ts';
import type { VpnLogRecord } from '../aws/vpn-log/record.ts';
import { given } from '../given.ts';
import { tunnelNamed } from '../topology/graph/tunnels.ts';

/** Which records of a tunnel's logs are meant. */
interface VpnLogOptions {
  /** Only what is newer. */
  readonly since?: Date;
  /** Only so many, the last. */
  readonly lines?: number;
  /** Goes on with those to come, until it is aborted. */
  readonly follow?: AbortSignal;
}

/**
 * Tells the records of a tunnel's logs, as AWS has them, the oldest first. What the node has said is read from its
 * beginning, for states follow from it.
 * @throws {UsageError} if there is no such tunnel.
 * @throws {EngineError} if its node is missing.
 */
export async function readVpnLog(
  running: StartedLab,
  tunnel: string,
  { since, lines, follow }: VpnLogOptions,
  onRecord: (record: VpnLogRecord) => void,
): Promise<void> {
  const read = vpnLogReader(tunnelNamed(running.definition, tunnel));
  const node = running.node(tunnel);
  const records: VpnLogRecord[] = [];
  let last = '';
  await node.readLog({}, ({ time, text }) => {
    last = time;
    const record = read(time, text);
    if (record !== null) records.push(record);
  });
  const wanted = records.filter((record) => since === undefined || record.event_timestamp >= since.getTime());
  for (const record of lines === undefined ? wanted : wanted.slice(-lines)) onRecord(record);
  if (follow === undefined) return;
  await node.readLog(given({ follow, since: last === '' ? undefined : new Date(last) }), ({ time, text }) => {
    const record = time > last ? read(time, text) : null;
    if (record !== null) onRecord(record);
  });
}
