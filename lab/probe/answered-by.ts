import { hosts, isShared } from '../aws/hosts.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { entriesOf, packetsOf, readLedger } from './ledger.ts';
import type { PingResult } from './ping.ts';

/**
 * Whether answers to a ping are those of the host that it was for: where several hosts have its address, its own ledger
 * has to have the requests.
 * @param to name of the host, or an address, which is whoever answers.
 * @throws {NodeError} if its ledger cannot be read.
 */
export async function isAnsweredBy(
  running: StartedLab,
  to: string,
  ping: Pick<PingResult, 'address' | 'identifier' | 'received'>,
): Promise<boolean> {
  if (ping.received === 0 || !isShared(running.definition, ping.address)) return ping.received > 0;
  if (!hosts(running.definition).some(({ name }) => name === to)) return true;
  return packetsOf(entriesOf(await readLedger(running, to), ping, 'in')) > 0;
}
