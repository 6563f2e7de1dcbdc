import type { StartedLab } from '../engine/started-lab.ts';
import { NodeError } from '../errors.ts';
import { hostNamed } from '../aws/hosts.ts';
import { addressTowards } from '../aws/addresses.ts';
import { tunnelsOf } from '../topology/graph/tunnels.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import { packetsOf, readLedgers } from './ledger.ts';
import type { Ledgers } from './ledger.ts';
import { gained } from './open-ledgers.ts';

/** Flows from one host to another: TCP connections, each from a port of its own. */
export interface Flows {
  readonly sent: number;
  /** Accepted or refused. */
  readonly answered: number;
  /** How many each tunnel of the lab has carried to the destination, in the order of the lab file. */
  readonly byTunnel: ReadonlyMap<string, number>;
}

/** A port that security groups let pass; nobody needs to listen. */
const PORT = 22;
/** Of so many flows over four equally good paths none is missed but once in ten million times. */
const FLOWS = 64;
const AT_ONCE = 16;

/**
 * Opens flows from one host to another, and counts by the ledgers of the tunnel endpoints which tunnel
 * each took on its way. What answers is not counted: it is counted by flows the other way round.
 * @throws {UsageError} if there is no such host.
 * @throws {NodeError} if the ledger of an endpoint cannot be read.
 */
export async function openFlows(running: StartedLab, from: string, to: string): Promise<Flows> {
  const { definition: lab } = running;
  const source = hostNamed(lab, from);
  const address = addressTowards(source, hostNamed(lab, to));
  const tunnels = tunnelsOf(lab).map(({ tunnel }) => tunnel.name);
  const before = await readLedgers(running, tunnels);
  const connect = `nc -z -v -n -w 1 -s ${source.address} ${address} ${PORT}`;
  const { stdout } = await running
    .node(from)
    .run(`seq ${FLOWS} | xargs -P ${AT_ONCE} -I N ${connect} 2>&1`, { timeoutMs: BUDGETS_MS.anyCommand });
  const since = gained(before, await readLedgers(running, tunnels));
  return {
    sent: FLOWS,
    answered: stdout.match(/\b(succeeded|refused)\b/g)?.length ?? 0,
    byTunnel: new Map(tunnels.map((tunnel) => [tunnel, flowsIn(since, tunnel, source.address, address)])),
  };
}

function flowsIn(ledgers: Ledgers, tunnel: string, source: string, destination: string): number {
  const entries = ledgers.get(tunnel);
  if (entries === undefined) throw new NodeError({ what: 'the ledger cannot be read', value: tunnel });
  return packetsOf(
    entries.filter(
      (entry) =>
        entry.direction === 'in' &&
        entry.probe === `tcp ${PORT}` &&
        entry.source === source &&
        entry.destination === destination,
    ),
  );
}
