import { randomBytes } from 'node:crypto';
import type { StartedLab } from '../../engine/started-lab.ts';
import { EngineError } from '../../errors.ts';
import type { Passages } from '../../diagnosis/trace.ts';
import { configuredTunnels } from '../../topology/graph/tunnels.ts';
import type { ConfiguredTunnel } from '../../topology/graph/tunnels.ts';
import { isConclusive } from '../../diagnosis/tunnel/ike-messages.ts';
import { ikeMessageMatches, sendIkeMessages } from './ike-message.ts';
import { traceDuring } from './trace.ts';

/** A message that was neither seen to arrive nor to be stopped is no answer: the nodes' traces have gaps on a busy machine. */
const TRIES = 3;

/**
 * Has the two ends of tunnels send each other messages that nobody answers, to UDP 500 and 4500, again until they have
 * told all that they can.
 * @param tunnels their names.
 * @returns by the names of the tunnels, what was seen of each try.
 */
export async function ikeMessages(
  running: StartedLab,
  tunnels: readonly string[],
): Promise<Record<string, readonly Passages[]>> {
  const seen: Record<string, Passages[]> = {};
  for (const ends of configuredTunnels(running.definition).filter(({ tunnel }) =>
    tunnels.includes(tunnel.name),
  )) {
    const tries: Passages[] = (seen[ends.tunnel.name] = []);
    while (tries.length < TRIES) {
      const passages = await sendBothWays(running, ends);
      tries.push(passages);
      if (isConclusive(passages, ends)) break;
    }
  }
  return seen;
}

async function sendBothWays(running: StartedLab, ends: ConfiguredTunnel): Promise<Passages> {
  const { customerGateway, tunnel } = ends;
  const router = customerGateway.router.name;
  const marker = randomBytes(8).readBigUInt64BE() | 1n;
  const { passages } = await traceDuring(running, ikeMessageMatches(marker), () =>
    Promise.all([
      send(running, router, tunnel.outsideIpAddress, marker),
      send(running, tunnel.name, customerGateway.ipAddress, marker),
    ]),
  );
  return passages;
}

async function send(running: StartedLab, node: string, address: string, marker: bigint): Promise<void> {
  try {
    await running.node(node).run(sendIkeMessages(address, marker));
  } catch (error) {
    // A node that does not run sends nothing.
    if (!(error instanceof EngineError)) throw error;
  }
}
