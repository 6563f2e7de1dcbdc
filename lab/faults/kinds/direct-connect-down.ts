import * as z from 'zod';
import { drop } from '../../plan/commands/nft-rule.ts';
import type { NftRule } from '../../plan/commands/nft-rule.ts';
import type { NftChain } from '../../plan/commands/nft.ts';
import { directConnectLinks } from '../../topology/graph/direct-connect.ts';
import { CUSTOMER_INTERFACE } from '../../topology/graph/interfaces.ts';
import { objectNamed } from '../../topology/edits/objects.ts';
import { faultKind } from '../fault.ts';
import { nftTable } from '../nft-table.ts';

/**
 * Cuts a Direct Connect link in the middle, as a provider's network does: both ends keep their carrier, and every packet between
 * them is lost. So nothing but BFD, or BGP's hold timer, finds it.
 */
export const directConnectDown = faultKind({
  summary: 'cut the Direct Connect link of a virtual interface in the middle: both ends stay up',
  parameters: z.strictObject({ virtualInterface: z.string().describe('virtual interface, e.g. dx-1') }),
  plan({ definition }, { virtualInterface }) {
    const links = directConnectLinks(definition).map((link) => link.virtualInterface);
    const { name } = objectNamed('virtualInterface', links, virtualInterface);
    const meaning = { code: 'DIRECT_CONNECT_DOWN', object: name } as const;
    const comesIn = drop(`iifname "${CUSTOMER_INTERFACE}"`, meaning);
    const goesOut = drop(`oifname "${CUSTOMER_INTERFACE}"`, meaning);
    const chain = (at: 'input' | 'forward' | 'output', rules: readonly NftRule[]): NftChain => ({
      name: at,
      hook: { type: 'filter', at, priority: 'filter' },
      rules,
    });
    const { apply, undo } = nftTable(name, 'direct_connect_down', [
      chain('input', [comesIn]),
      chain('forward', [comesIn, goesOut]),
      chain('output', [goesOut]),
    ]);
    return { text: `the Direct Connect link of ${name} loses every packet`, apply: [apply], undo: [undo] };
  },
});
