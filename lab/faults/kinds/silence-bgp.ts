import { z } from 'zod';
import { ruleComment } from '../../causes/rule-comment.ts';
import { ENDPOINT_TUNNEL_INTERFACE } from '../../topology/graph/interfaces.ts';
import { sessionNamed } from '../bgp.ts';
import { faultKind } from '../fault.ts';
import { nftTable } from '../nft-table.ts';
import { TUNNEL } from '../vpn-objects.ts';

/**
 * The BGP messages of a tunnel are lost in both directions, and nothing else: the tunnel stays up, and each end finds out when its
 * hold timer expires (RFC 4271, 6.5), 30 s at AWS.
 */
export const silenceBgp = faultKind({
  summary: 'lose the BGP messages of a tunnel that stays up, until the hold timer expires',
  parameters: z.strictObject({ tunnel: TUNNEL }),
  plan(planned, { tunnel }) {
    const { name } = sessionNamed(planned, tunnel).tunnel;
    const comment = ruleComment({ code: 'PACKET_FILTERED', object: name });
    const chain = (hook: string, direction: string): string[] => [
      `chain ${hook} {`,
      `  type filter hook ${hook} priority filter`,
      `  ${direction} "${ENDPOINT_TUNNEL_INTERFACE}" tcp dport 179 counter drop ${comment}`,
      `  ${direction} "${ENDPOINT_TUNNEL_INTERFACE}" tcp sport 179 counter drop ${comment}`,
      '}',
    ];
    const { apply, undo } = nftTable(name, 'silence-bgp', [
      ...chain('input', 'iifname'),
      ...chain('output', 'oifname'),
    ]);
    return { text: `the BGP messages of ${name} are lost`, apply: [apply], undo: [undo] };
  },
});
