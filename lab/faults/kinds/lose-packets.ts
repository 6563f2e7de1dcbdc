import * as z from 'zod';
import { drop } from '../../plan/commands/nft-rule.ts';
import { faultKind } from '../fault.ts';
import { linkBetween } from '../link.ts';
import { nftTable } from '../nft-table.ts';

/**
 * Random loss on a link, of IPv4 packets in each direction. The packets are dropped as they come in at either end,
 * ahead of everything else there, so that the ledger has seen them leave and never come. A link that is wired anew,
 * because one of its nodes was restarted, loses nothing.
 */
export const losePackets = faultKind({
  summary: 'lose packets at random on the link between two nodes, in both directions',
  parameters: z.strictObject({
    node: z.string().describe('node, e.g. internet'),
    neighbour: z.string().describe('the node at the other end of the link, e.g. onprem-igw'),
    percent: z.coerce
      .number<number | string>()
      .int()
      .min(1)
      .max(100)
      .default(20)
      .describe('share of the packets that is lost in each direction, 1 to 100'),
  }),
  plan({ definition: lab }, { node, neighbour, percent }) {
    const [one, other] = linkBetween(lab, node, neighbour);
    const losses = [
      { at: one, from: other.node },
      { at: other, from: one.node },
    ].map(({ at, from }) =>
      nftTable(
        at.node,
        `lose-packets-${from}`,
        [
          {
            name: 'arriving',
            hook: { type: 'filter', at: 'ingress', device: at.interface, priority: '-500' },
            rules: [
              drop(`meta protocol ip numgen random mod 100 <= ${percent - 1}`, {
                code: 'PACKET_LOSS',
                object: at.node,
                detail: percent,
              }),
            ],
          },
        ],
        'netdev',
      ),
    );
    return {
      text: `${percent} % of the packets between ${node} and ${neighbour} are lost, in each direction`,
      apply: losses.map(({ apply }) => apply),
      undo: losses.map(({ undo }) => undo),
    };
  },
});
