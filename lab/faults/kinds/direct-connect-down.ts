import { z } from 'zod';
import { ruleComment } from '../../causes/rule-comment.ts';
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
    const drop = `counter drop ${ruleComment({ code: 'DIRECT_CONNECT_DOWN', object: name })}`;
    const hook = (at: string): string => `  type filter hook ${at} priority filter`;
    const comesIn = `  iifname "${CUSTOMER_INTERFACE}" ${drop}`;
    const goesOut = `  oifname "${CUSTOMER_INTERFACE}" ${drop}`;
    const { apply, undo } = nftTable(name, 'direct_connect_down', [
      ...['chain input {', hook('input'), comesIn, '}'],
      ...['chain forward {', hook('forward'), comesIn, goesOut, '}'],
      ...['chain output {', hook('output'), goesOut, '}'],
    ]);
    return { text: `the Direct Connect link of ${name} loses every packet`, apply: [apply], undo: [undo] };
  },
});
