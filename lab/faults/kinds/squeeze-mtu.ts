import * as z from 'zod';
import { drop } from '../../plan/commands/nft-rule.ts';
import { UsageError } from '../../errors.ts';
import { nodeOf } from '../../topology/graph/nodes.ts';
import type { NodeRole } from '../../topology/graph/nodes.ts';
import { faultKind } from '../fault.ts';
import { linkBetween } from '../link.ts';
import { nftTable } from '../nft-table.ts';

const PUBLIC_SIDE: readonly NodeRole[] = ['onprem-router', 'internet-gateway', 'internet', 'tunnel-endpoint'];

/**
 * The path's MTU shrinks on a link of the public side, and no ICMP tells: larger packets vanish in both directions, as
 * they come in at either end, ahead of everything else there. Pings go through and large transfers stall, whichever
 * way: an MSS clamp goes by the MTU of the tunnel interface, which knows nothing of the path, so it is of no help until
 * that MTU is lowered. What still fits is `tunnelMtu(..., mtu)` of lab/aws/mtu.ts: of aes128-sha1 in UDP, 1326 bytes at
 * 1400. See unclamp-mss for the stall that a clamp does prevent.
 */
export const squeezeMtu = faultKind({
  summary: 'let large packets vanish on a link of the public side, without a word',
  parameters: z.strictObject({
    node: z.string().describe('node, e.g. internet'),
    neighbour: z.string().describe('the node at the other end of the link, e.g. onprem-igw'),
    mtu: z.coerce
      .number<number | string>()
      .int()
      .min(576)
      .max(1499)
      .default(1400)
      .describe('size in bytes of the largest IPv4 packet that gets through, 576 to 1499'),
  }),
  plan({ definition: lab }, { node, neighbour, mtu }) {
    const [one, other] = linkBetween(lab, node, neighbour);
    for (const end of [one, other]) {
      if (PUBLIC_SIDE.includes(nodeOf(lab, end.node).role)) continue;
      throw new UsageError({
        key: end === one ? 'node' : 'neighbour',
        what: 'is not on the public side, where ESP travels',
        value: end.node,
        rule: 'a link between two of the Internet, an Internet gateway, a router and a tunnel endpoint',
      });
    }
    const drops = [
      { at: one, from: other.node },
      { at: other, from: one.node },
    ].map(({ at, from }) =>
      nftTable(at.node, `squeeze-mtu-${mtu}-${from}`, [
        {
          name: 'arriving',
          // Before fragments are put together again (-400).
          hook: { type: 'filter', at: 'prerouting', priority: '-450' },
          rules: [
            drop(`iifname "${at.interface}" ip length > ${mtu}`, {
              code: 'PATH_MTU_EXCEEDED',
              object: at.node,
              detail: mtu,
            }),
          ],
        },
      ]),
    );
    return {
      text: `packets of more than ${mtu} bytes vanish between ${node} and ${neighbour}`,
      apply: drops.map(({ apply }) => apply),
      undo: drops.map(({ undo }) => undo),
    };
  },
});
