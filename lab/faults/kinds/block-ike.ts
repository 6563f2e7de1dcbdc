import * as z from 'zod';
import { drop } from '../../plan/commands/nft-rule.ts';
import { IKE_PORT, NAT_T_PORT } from '../../plan/dataplane/ports.ts';
import { INTERNET, internetGatewayName } from '../../topology/names.ts';
import { faultKind } from '../fault.ts';
import { linkBetween } from '../link.ts';
import { nftTable } from '../nft-table.ts';
import { reviveRouter } from '../revive.ts';
import { customerGatewayNamed } from '../../topology/edits/customer-gateway.ts';
import { CUSTOMER_GATEWAY } from '../vpn-objects.ts';

const PORTS = { both: [IKE_PORT, NAT_T_PORT], '500': [IKE_PORT], '4500': [NAT_T_PORT] } as const;

/**
 * Drops UDP 500, UDP 4500 or both on the Internet, in both directions: a firewall in front of the customer gateway
 * that does not let IKE pass (AWS S2S VPN user guide, "Firewall rules": both have to be open to both endpoints). On
 * UDP 4500 ESP is lost as well, for behind a NAT it travels in it. A tunnel that is up has no need of UDP 500 until it
 * is negotiated anew; with 4500 alone blocked a negotiation stops once both have seen the NAT.
 */
export const blockIke = faultKind({
  summary: 'drop UDP 500, UDP 4500 or both between a customer gateway and AWS',
  parameters: z.strictObject({
    customerGateway: CUSTOMER_GATEWAY,
    port: z
      .enum(['both', '500', '4500'])
      .default('both')
      .describe('UDP port: 500, 4500 (IKE and ESP behind a NAT), or both'),
  }),
  plan(planned, { customerGateway, port }) {
    const { name, router } = customerGatewayNamed(planned.definition, customerGateway);
    const [{ interface: link }] = linkBetween(planned.definition, INTERNET, internetGatewayName(name));
    const ports = `{ ${PORTS[port].join(', ')} }`;
    const meaning = { code: 'IKE_BLOCKED', object: name } as const;
    const { apply, undo } = nftTable(INTERNET, `block-ike-${port}-${name}`, [
      {
        name: 'forward',
        hook: { type: 'filter', at: 'forward', priority: 'filter' },
        rules: [
          drop(`iifname "${link}" udp dport ${ports}`, meaning),
          drop(`oifname "${link}" udp sport ${ports}`, meaning),
        ],
      },
    ]);
    return {
      text: `the Internet drops UDP ${PORTS[port].join(' and ')} from and to customer gateway ${name}`,
      apply: [apply],
      undo: [undo, ...reviveRouter(planned, router.name)],
    };
  },
});
