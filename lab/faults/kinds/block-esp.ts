import { z } from 'zod';
import { drop } from '../../plan/commands/nft-rule.ts';
import { NAT_T_PORT } from '../../plan/dataplane/ports.ts';
import { INTERNET, internetGatewayName } from '../../topology/names.ts';
import { faultKind } from '../fault.ts';
import { linkBetween } from '../link.ts';
import { nftTable } from '../nft-table.ts';
import { customerGatewayNamed } from '../../topology/edits/customer-gateway.ts';
import { CUSTOMER_GATEWAY } from '../vpn-objects.ts';

/** Behind the UDP header: 0 is the marker of IKE, everything else the SPI of ESP (RFC 3948, section 2.2). */
const IS_ESP = '@th,64,32 != 0';

/**
 * Drops ESP on the Internet, in both directions, bare or in UDP 4500; IKE passes. So the tunnels stay ESTABLISHED, DPD
 * is content, and nothing goes through them.
 */
export const blockEsp = faultKind({
  summary: 'drop ESP, bare or in UDP 4500, between a customer gateway and AWS; IKE passes',
  parameters: z.strictObject({ customerGateway: CUSTOMER_GATEWAY }),
  plan(planned, { customerGateway }) {
    const { name } = customerGatewayNamed(planned.definition, customerGateway);
    const [{ interface: link }] = linkBetween(planned.definition, INTERNET, internetGatewayName(name));
    const meaning = { code: 'ESP_BLOCKED', object: name } as const;
    const { apply, undo } = nftTable(INTERNET, `block-esp-${name}`, [
      {
        name: 'forward',
        hook: { type: 'filter', at: 'forward', priority: 'filter' },
        rules: [
          drop(`iifname "${link}" meta l4proto esp`, meaning),
          drop(`oifname "${link}" meta l4proto esp`, meaning),
          drop(`iifname "${link}" udp dport ${NAT_T_PORT} ${IS_ESP}`, meaning),
          drop(`oifname "${link}" udp sport ${NAT_T_PORT} ${IS_ESP}`, meaning),
        ],
      },
    ]);
    return {
      text: `the Internet drops ESP from and to customer gateway ${name}; IKE passes`,
      apply: [apply],
      undo: [undo],
    };
  },
});
