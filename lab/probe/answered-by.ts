import { hosts } from '../aws/hosts.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { entriesOf, packetsOf, readLedger } from './ledger.ts';
import type { PingResult } from './ping.ts';

/**
 * Whether answers to a ping are those of the host that it was for: its own ledger has to have the requests. Its address may be
 * another node's, too, by the lab file or because somebody has put it there.
 * @param to name of the host, or an address, which is whoever answers.
 * @throws {NodeError} if its ledger cannot be read.
 */
export async function isAnsweredBy(
  running: StartedLab,
  to: string,
  ping: Pick<PingResult, 'address' | 'identifier' | 'received'>,
): Promise<boolean> {
  if (ping.received === 0) return false;
  if (!hosts(running.definition).some(({ name }) => name === to)) return true;
  return packetsOf(entriesOf(await readLedger(running, to), ping, 'in')) > 0;
}
