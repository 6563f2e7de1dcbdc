import type { PortFlow } from '../aws/flow.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { NodeError } from '../errors.ts';
import { connect } from './connect.ts';
import type { PortAnswer } from './connect.ts';
import { sweep } from './sweep.ts';

/** Where it goes; the source is the node's own to choose unless it is given. */
export interface PortTarget {
  readonly address: string;
  readonly flow: Pick<PortFlow, 'protocol' | 'destinationPort'>;
  readonly source?: string;
  readonly sourcePort?: number;
}

const TIMEOUT_MS = 1000;

/**
 * Probes a port from a node: by a TCP connection, or a UDP datagram, which every host of the lab answers meanwhile.
 * @throws {UsageError} if there is no such node.
 * @throws {EngineError} if it does not run.
 * @throws {BudgetError} if what probes is not at its end in time: what became of it is unknown.
 */
export async function probePort(
  running: StartedLab,
  from: string,
  { address, flow, ...source }: PortTarget,
): Promise<PortAnswer> {
  const { protocol, destinationPort: port } = flow;
  if (protocol === 'tcp') return connect(running, from, { address, port, ...source });
  const probe = { count: 1, intervalMs: 0, timeoutMs: TIMEOUT_MS };
  const [swept] = await sweep(running, [{ from, addresses: [address], flow, ...probe, ...source }]);
  const { nodeRuns, rttMs } = swept!;
  if (!nodeRuns) throw new NodeError({ what: 'the node does not run', value: from });
  if (rttMs === null)
    return { port: null, output: `no answer from ${address} port ${port} (udp) within ${TIMEOUT_MS} ms` };
  return rttMs === 0
    ? { port: 'refused', output: `${address} port ${port} (udp) is unreachable` }
    : { port: 'open', output: `answer from ${address} port ${port} (udp): time=${rttMs} ms` };
}
