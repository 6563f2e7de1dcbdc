import * as z from 'zod';
import { does, drop } from '../../plan/commands/nft-rule.ts';
import { insideAddresses } from '../../topology/graph/sites.ts';
import { internetGatewayName } from '../../topology/names.ts';
import { faultKind } from '../fault.ts';
import { linkBetween } from '../link.ts';
import { nftTable } from '../nft-table.ts';
import { gatewayOfRouter } from '../../topology/edits/router.ts';
import { ROUTER } from '../router.ts';

const setOf = (elements: readonly string[]): string => `{ ${elements.join(', ')} }`;

/**
 * The source/destination check that every EC2 instance starts with, and a router must have off: its network interface
 * takes only packets for the instance's own addresses, and sends only those from them (AWS VPC user guide, NAT
 * instances: disable source/destination checks). The hosts behind the router are cut off, while the router itself, its
 * tunnels and what it sends for itself go on working. As on EC2 the drop is outside of the instance: neither what
 * cannot come in nor that something cannot get out is seen in it.
 */
export const enableSourceDestCheck = faultKind({
  summary: "turn EC2's source/destination check on at the on-premises router",
  parameters: z.strictObject({ router: ROUTER }),
  plan(planned, { router }) {
    const gateway = gatewayOfRouter(planned.definition, router);
    const { name, privateIpAddress, insideSubnets } = gateway.router;
    const [outside] = linkBetween(planned.definition, name, internetGatewayName(gateway.name));
    const interfaces = setOf(
      [outside.interface, ...insideSubnets.map((each) => each.interface)].map((each) => `"${each}"`),
    );
    const own = setOf([privateIpAddress, ...insideAddresses(gateway.router)]);
    const meaning = { code: 'SOURCE_DEST_CHECK', object: name } as const;
    const { apply, undo } = nftTable(name, 'source-dest-check', [
      {
        name: 'destination',
        hook: { type: 'filter', at: 'prerouting', priority: '-450' },
        rules: [drop(`iifname ${interfaces} ip daddr != ${own}`, meaning)],
      },
      {
        name: 'source',
        hook: { type: 'filter', at: 'postrouting', priority: 'srcnat + 20' },
        rules: [
          // A packet on its way into ESP comes by here before it is encrypted, on the kernel data plane.
          does('rt ipsec exists', 'return'),
          drop(`oifname ${interfaces} ip saddr != ${own}`, meaning),
        ],
      },
    ]);
    return {
      text: `the source/destination check of ${name} is on: it cannot forward for the hosts behind it`,
      apply: [apply],
      undo: [undo],
    };
  },
});
