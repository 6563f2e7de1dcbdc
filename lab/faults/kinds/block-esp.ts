import * as z from 'zod';
import { drop } from '../../plan/commands/nft-rule.ts';
import { NAT_T_PORT } from '../../plan/dataplane/ports.ts';
import { INTERNET, internetGatewayName } from '../../topology/names.ts';
import { faultKind } from '../fault.ts';
import { linkBetween } from '../link.ts';
import { nftTable } from '../nft-table.ts';
import { customerGatewayNamed } from '../../topology/edits/customer-gateway.ts';
import { CUSTOMER_GATEWAY, TUNNEL, tunnelNamed } from '../vpn-objects.ts';

/** Behind the UDP header: 0 is the marker of IKE, everything else the SPI of ESP (RFC 3948, section 2.2). */
const IS_ESP = '@th,64,32 != 0';

/**
 * Drops ESP on the Internet, in both directions, bare or in UDP 4500; IKE passes. So the tunnels stay ESTABLISHED, DPD
 * is content, and nothing goes through them: with BGP the hold timer alone finds that out.
 */
export const blockEsp = faultKind({
  summary: 'drop ESP, bare or in UDP 4500, between a customer gateway and AWS; IKE passes',
  parameters: z.strictObject({
    customerGateway: CUSTOMER_GATEWAY,
    tunnel: TUNNEL.default('all').describe('tunnel whose ESP is dropped, e.g. tunnel-1, or all'),
  }),
  plan(planned, { customerGateway, tunnel }) {
    const { name } = customerGatewayNamed(planned.definition, customerGateway);
    const [{ interface: link }] = linkBetween(planned.definition, INTERNET, internetGatewayName(name));
    const aws = tunnel === 'all' ? null : tunnelNamed(planned, tunnel).outsideIpAddress;
    const [toAws, fromAws] = aws === null ? ['', ''] : [`ip daddr ${aws} `, `ip saddr ${aws} `];
    const meaning = { code: 'ESP_BLOCKED', object: name } as const;
    const { apply, undo } = nftTable(INTERNET, `block-esp-${tunnel === 'all' ? name : tunnel}`, [
      {
        name: 'forward',
        hook: { type: 'filter', at: 'forward', priority: 'filter' },
        rules: [
          drop(`iifname "${link}" ${toAws}meta l4proto esp`, meaning),
          drop(`oifname "${link}" ${fromAws}meta l4proto esp`, meaning),
          drop(`iifname "${link}" ${toAws}udp dport ${NAT_T_PORT} ${IS_ESP}`, meaning),
          drop(`oifname "${link}" ${fromAws}udp sport ${NAT_T_PORT} ${IS_ESP}`, meaning),
        ],
      },
    ]);
    return {
      text: `the Internet drops ESP from and to customer gateway ${name}${tunnel === 'all' ? '' : ` of ${tunnel}`}; IKE passes`,
      apply: [apply],
      undo: [undo],
    };
  },
});
