import { randomBytes } from 'node:crypto';
import { because } from '../../causes/catalogue.ts';
import type { StartedLab } from '../../engine/started-lab.ts';
import { charonOf } from '../../plan/services/find-charon.ts';
import { IKE_PORT, NAT_T_PORT } from '../../plan/dataplane/ports.ts';
import { ikeMessageMatches, sendIkeMessages } from './ike-message.ts';
import type { Finding } from './live-explanation.ts';
import { printed } from './live-node.ts';
import { repairOfDrop } from './packet-filter.ts';
import { lostOnPublicPath } from './public-path.ts';
import type { Towards } from './public-path.ts';
import { traceDuring } from './trace.ts';
import type { Passages } from './trace.ts';
import type { Passage } from './trace-text.ts';
import type { TunnelEnds } from './tunnel-ends.ts';
import type { Scene } from './visit.ts';

/** IKE's ports at which test messages were seen to arrive, at each end. */
export type ArrivedPorts = Readonly<Record<Towards, readonly number[]>>;

/** What was seen of IKE between a tunnel's two ends. */
export interface IkePassage {
  /** What stops it, the router's first; null if nothing was seen to. */
  readonly blocked: Finding | null;
  readonly arrived: ArrivedPorts;
}

const PORTS = [IKE_PORT, NAT_T_PORT];
/** A message that was neither seen to arrive nor to be stopped is no answer: the nodes' traces have gaps on a busy machine. */
const TRIES = 3;

/**
 * Looks whether IKE passes between a tunnel's two ends: each sends the other a message that nobody answers, to UDP 500
 * and 4500.
 */
export async function ikePassage({ lab }: Scene, ends: TunnelEnds): Promise<IkePassage> {
  let seen: IkePassage = { blocked: null, arrived: { aws: [], router: [] } };
  for (let tries = 0; tries < TRIES; tries++) {
    const passages = await sendMessages(lab, ends);
    seen = readPassages(passages, ends);
    if (seen.blocked?.code === 'IKE_BLOCKED') {
      const repair = await repairOfDrop(lab, passages, seen.blocked.node ?? '');
      return { ...seen, blocked: { ...seen.blocked, ...repair } };
    }
    const isStopped = seen.blocked !== null && seen.blocked.code !== 'PACKET_LOSS';
    if (isStopped || PORTS.every((port) => seen.arrived.aws.includes(port))) return seen;
  }
  return seen;
}

async function sendMessages(lab: StartedLab, ends: TunnelEnds): Promise<Passages> {
  const { gateway, connection, tunnel } = ends;
  const router = gateway.router.name;
  const marker = randomBytes(8).readBigUInt64BE() | 1n;
  const { passages } = await traceDuring(lab, ikeMessageMatches(marker), () =>
    Promise.all([
      printed(
        lab,
        router,
        sendIkeMessages(charonOf(lab.plan, router, connection.name).name, tunnel.outsideIpAddress, marker),
      ),
      printed(
        lab,
        tunnel.name,
        sendIkeMessages(charonOf(lab.plan, tunnel.name, tunnel.name).name, gateway.ipAddress, marker),
      ),
    ]),
  );
  return passages;
}

function readPassages(passages: Passages, ends: TunnelEnds): IkePassage {
  const arrived = {
    aws: arrivedPorts(passages.get(ends.tunnel.name), `ip daddr ${ends.tunnel.outsideIpAddress} `),
    router: arrivedPorts(passages.get(ends.gateway.router.name), `ip saddr ${ends.tunnel.outsideIpAddress} `),
  };
  for (const towards of ['aws', 'router'] satisfies Towards[]) {
    const lost = lostOnPublicPath(passages, ends, towards);
    // A NAT without a mapping lets in nothing that the router has not asked for; that is no fault.
    if (lost === null || lost.code === 'NAT_MAPPING_EXPIRED') continue;
    return { blocked: lost.code === 'PACKET_FILTERED' ? ikeBlocked(lost, passages, ends) : lost, arrived };
  }
  return { blocked: null, arrived };
}

function ikeBlocked(lost: Finding, passages: Passages, { gateway, tunnel }: TunnelEnds): Finding {
  const { node = '' } = lost;
  const dropped = (passages.get(node) ?? []).filter(({ fate }) => fate === 'dropped');
  const ports = PORTS.filter((port) => dropped.some(({ packet }) => portOf(packet) === port)).map(
    (port) => `UDP ${port}`,
  );
  return {
    ...lost,
    ...because('ikeBlocked', {
      node,
      blockedPorts: ports.join(' and no '),
      ports: ports.join(' and '),
      gateway: gateway.name,
      tunnel: tunnel.name,
      tunnelAddress: tunnel.outsideIpAddress,
    }),
  };
}

function arrivedPorts(passages: readonly Passage[] = [], end: string): number[] {
  const delivered = passages.filter(({ packet, fate }) => fate === 'delivered' && packet.includes(end));
  return PORTS.filter((port) => delivered.some(({ packet }) => portOf(packet) === port));
}

const portOf = (packet: string): number => Number(/\budp sport \d+ udp dport (\d+)/.exec(packet)?.[1]);
