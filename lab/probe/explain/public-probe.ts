import { randomBytes } from 'node:crypto';
import { ikeMessageMatches, sendIkeMessages } from './ike-message.ts';
import type { Finding } from './live-explanation.ts';
import { printed } from './live-node.ts';
import { lostOnPublicPath } from './public-path.ts';
import type { Towards } from './public-path.ts';
import { traceDuring } from './trace.ts';
import type { TunnelEnds } from './tunnel-ends.ts';
import type { Scene } from './visit.ts';

/**
 * Whether IKE passes between a tunnel's two ends: each sends the other a message that nobody answers, to UDP 500 and
 * 4500, and it is looked where they get.
 * @returns what stops them, the router's first; null if all of them arrive.
 */
export async function ikeBlocked({ lab }: Scene, ends: TunnelEnds): Promise<Finding | null> {
  const { gateway, tunnel } = ends;
  const marker = randomBytes(8).readBigUInt64BE() | 1n;
  const { passages } = await traceDuring(lab, ikeMessageMatches(marker), () =>
    Promise.all([
      printed(lab, gateway.router.name, sendIkeMessages(tunnel.outsideIpAddress, marker)),
      printed(lab, tunnel.name, sendIkeMessages(gateway.ipAddress, marker)),
    ]),
  );
  for (const towards of ['aws', 'router'] satisfies Towards[]) {
    const lost = lostOnPublicPath(passages, ends, towards);
    // A NAT without a mapping lets in nothing that the router has not asked for; that is no fault.
    if (lost === null || lost.code === 'NAT_MAPPING_EXPIRED') continue;
    if (lost.code !== 'PACKET_FILTERED') return lost;
    const { node = '' } = lost;
    const text = `${node} lets no IKE pass between customer gateway ${gateway.name} and ${tunnel.name}`;
    const cure = `let UDP 500 and UDP 4500 pass at ${node}, to and from ${tunnel.outsideIpAddress}`;
    return { ...lost, code: 'IKE_BLOCKED', text, cure };
  }
  return null;
}
