import * as z from 'zod';
import { drop } from '../../plan/commands/nft-rule.ts';
import type { NftChain } from '../../plan/commands/nft.ts';
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
    const session = sessionNamed(planned, tunnel);
    const { name } = session.tunnel;
    const meaning = { code: 'PACKET_FILTERED', object: name } as const;
    const chain = (at: 'input' | 'output', direction: 'iifname' | 'oifname'): NftChain => ({
      name: at,
      hook: { type: 'filter', at, priority: 'filter' },
      rules: [
        drop(`${direction} "${ENDPOINT_TUNNEL_INTERFACE}" tcp dport 179`, meaning),
        drop(`${direction} "${ENDPOINT_TUNNEL_INTERFACE}" tcp sport 179`, meaning),
      ],
    });
    const chains = [chain('input', 'iifname'), chain('output', 'oifname')];
    const family = session.ipVersion === 'ipv6' ? 'ip6' : 'ip';
    const { apply, undo } = nftTable(name, 'silence-bgp', chains, family);
    return { text: `the BGP messages of ${name} are lost`, apply: [apply], undo: [undo] };
  },
});
