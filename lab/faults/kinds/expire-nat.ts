import * as z from 'zod';
import { does, drop } from '../../plan/commands/nft-rule.ts';
import { INTERNET, internetGatewayName } from '../../topology/names.ts';
import { faultKind } from '../fault.ts';
import { linkBetween } from '../link.ts';
import { nftTable } from '../nft-table.ts';
import { forgetMappings } from '../public-address.ts';
import { reviveRouter } from '../revive.ts';
import { customerGatewayNamed } from '../../topology/edits/customer-gateway.ts';
import { CUSTOMER_GATEWAY } from '../vpn-objects.ts';

/** Ports that the NAT gives to flows, away from IKE's own. */
const MAPPED_PORTS = '20000-29999';

/**
 * The NAT in front of a customer gateway behaves like one at home and has just forgotten its mappings: the router's
 * next packet gets another source port, and until it comes nothing gets in. An endpoint that hears its peer from
 * another port moves the SAs there (RFC 3947, section 4; RFC 7296, section 2.23). On the `kernel` data plane the first
 * ESP packet tells it, on `userspace` the next IKE message, which is DPD's, and the CHILD_SA is rekeyed for it.
 */
export const expireNat = faultKind({
  summary: "make a customer gateway's NAT forget its mappings, and change ports as a NAT at home does",
  parameters: z.strictObject({ customerGateway: CUSTOMER_GATEWAY }),
  plan(planned, { customerGateway }) {
    const gateway = customerGatewayNamed(planned.definition, customerGateway);
    const { name, ipAddress, router } = gateway;
    const [, { node, interface: wan }] = linkBetween(planned.definition, INTERNET, internetGatewayName(name));
    const { apply, undo } = nftTable(node, `expire-nat-${name}`, [
      {
        name: 'outgoing',
        hook: { type: 'nat', at: 'postrouting', priority: 'srcnat - 1' },
        rules: [
          does(
            `oifname "${wan}" ip saddr ${router.privateIpAddress} meta l4proto udp`,
            `snat to ${ipAddress}:${MAPPED_PORTS} random`,
          ),
        ],
      },
      {
        name: 'unasked',
        hook: { type: 'filter', at: 'forward', priority: 'filter - 1' },
        rules: [drop(`iifname "${wan}" ct state new`, { code: 'NAT_MAPPING_EXPIRED', object: node })],
      },
    ]);
    return {
      text: `the NAT of customer gateway ${name} has forgotten its mappings and gives flows other ports`,
      apply: [apply, forgetMappings(gateway)],
      undo: [undo, forgetMappings(gateway), ...reviveRouter(planned, router.name)],
    };
  },
});
