import { because } from '../../causes/catalogue.ts';
import { IKE_PORT, NAT_T_PORT } from '../../plan/dataplane/ports.ts';
import type { Finding } from '../hop.ts';
import { repairOfDrop } from '../packet-filter.ts';
import type { Scene } from '../scene.ts';
import type { Passage, Passages } from '../trace.ts';
import type { ConfiguredTunnel } from '../../topology/graph/tunnels.ts';
import { lostOnPublicPath } from './public-path.ts';
import type { Towards } from './public-path.ts';

/** IKE's ports at which test messages were seen to arrive, at each end. */
export type ArrivedPorts = Readonly<Record<Towards, readonly number[]>>;

/** What was seen of IKE between a tunnel's two ends. */
export interface IkePassage {
  /** What stops it, the router's first; null if nothing was seen to. */
  readonly blocked: Finding | null;
  readonly arrived: ArrivedPorts;
  /** Whether test messages were sent at all. */
  readonly wasSent: boolean;
}

const PORTS = [IKE_PORT, NAT_T_PORT];

/**
 * Whether IKE passes between a tunnel's two ends, by the test messages that each has sent the other to UDP 500 and 4500,
 * as of the last try.
 */
export function ikePassage(scene: Scene, ends: ConfiguredTunnel): IkePassage {
  const tries = scene.ikeMessages[ends.tunnel.name];
  if (tries === undefined) scene.wanted.add(ends.tunnel.name);
  const passages = tries?.at(-1);
  if (passages === undefined) return { blocked: null, arrived: { aws: [], router: [] }, wasSent: false };
  const { blocked, arrived } = readPassages(passages, ends);
  if (blocked?.code !== 'IKE_BLOCKED') return { blocked, arrived, wasSent: true };
  const repair = repairOfDrop(scene, passages, blocked.node ?? '');
  return { blocked: { ...blocked, ...repair }, arrived, wasSent: true };
}

/**
 * Whether test messages have told all that they can: something stops them, or all arrived. One that was neither seen to
 * arrive nor to be stopped is no answer: the nodes' traces have gaps on a busy machine.
 */
export function isConclusive(passages: Passages, ends: ConfiguredTunnel): boolean {
  const { blocked, arrived } = readPassages(passages, ends);
  const isStopped = blocked !== null && blocked.code !== 'PACKET_LOSS';
  return isStopped || PORTS.every((port) => arrived.aws.includes(port));
}

function readPassages(passages: Passages, ends: ConfiguredTunnel): Omit<IkePassage, 'wasSent'> {
  const arrived = {
    aws: arrivedPorts(passages[ends.tunnel.name], `ip daddr ${ends.tunnel.outsideIpAddress} `),
    router: arrivedPorts(
      passages[ends.customerGateway.router.name],
      `ip saddr ${ends.tunnel.outsideIpAddress} `,
    ),
  };
  for (const towards of ['aws', 'router'] satisfies Towards[]) {
    const lost = lostOnPublicPath(passages, ends, towards, Infinity);
    // A NAT without a mapping lets in nothing that the router has not asked for; nothing is wrong then.
    if (lost === null || lost.code === 'NAT_MAPPING_EXPIRED') continue;
    return { blocked: lost.code === 'PACKET_FILTERED' ? ikeBlocked(lost, passages, ends) : lost, arrived };
  }
  return { blocked: null, arrived };
}

function ikeBlocked(
  lost: Finding,
  passages: Passages,
  { customerGateway, tunnel }: ConfiguredTunnel,
): Finding {
  const { node = '' } = lost;
  const dropped = (passages[node] ?? []).filter(({ fate }) => fate === 'dropped');
  const ports = PORTS.filter((port) => dropped.some(({ packet }) => portOf(packet) === port)).map(
    (port) => `UDP ${port}`,
  );
  return {
    ...lost,
    ...because('ikeBlocked', {
      node,
      blockedPorts: ports.join(' and no '),
      ports: ports.join(' and '),
      gateway: customerGateway.name,
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
