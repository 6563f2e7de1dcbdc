import * as z from 'zod';
import { drop } from '../../plan/commands/nft-rule.ts';
import { VRRP_PROTOCOL } from '../../plan/services/keepalived.ts';
import { faultKind } from '../fault.ts';
import { nftTable } from '../nft-table.ts';
import { ROUTER } from '../router.ts';
import { vrrpRouterNamed } from '../vrrp.ts';

/**
 * A router's packet filter takes no VRRP, as one that is closed but for what somebody thought of: it hears no advertisement of
 * the others. One of lower priority than they takes the virtual address to be nobody's, and has it, too (RFC 9568, 6.4.2).
 */
export const blockVrrp = faultKind({
  summary: "drop VRRP that comes to a router: it takes the virtual address to be nobody's",
  parameters: z.strictObject({ router: ROUTER }),
  plan(planned, { router }) {
    const { name } = vrrpRouterNamed(planned.definition, router);
    const { apply, undo } = nftTable(name, 'block-vrrp', [
      {
        name: 'input',
        hook: { type: 'filter', at: 'input', priority: 'filter' },
        rules: [drop(`meta l4proto ${VRRP_PROTOCOL}`, { code: 'PACKET_FILTERED', object: name })],
      },
    ]);
    return { text: `${name} drops VRRP, and hears no advertisement`, apply: [apply], undo: [undo] };
  },
});
