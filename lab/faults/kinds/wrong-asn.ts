import * as z from 'zod';
import { UsageError } from '../../errors.ts';
import { modifyRouterBgp } from '../../topology/edits/router.ts';
import { bgpTunnels } from '../../topology/graph/bgp.ts';
import { faultKind } from '../fault.ts';
import { replan } from '../replan.ts';
import { CUSTOMER_GATEWAY } from '../vpn-objects.ts';
import { objectNamed } from '../../topology/edits/objects.ts';

/** An ASN that no lab file has by default. */
const WRONG_ASN = 65099;

/** The router speaks with another ASN than its customer gateway was created with: AWS refuses every session (RFC 4271, 6.2). */
export const wrongAsn = faultKind({
  summary: 'let a router speak BGP with another ASN than its customer gateway has',
  parameters: z.strictObject({ customerGateway: CUSTOMER_GATEWAY }),
  plan(planned, { customerGateway }) {
    const { definition: lab } = planned;
    const { name, router, bgpAsn } = objectNamed('customerGateway', lab.customerGateways, customerGateway);
    if (bgpTunnels(lab).every((each) => each.customerGateway.name !== name)) {
      throw new UsageError({
        key: 'customerGateway',
        what: 'speaks no BGP',
        value: customerGateway,
        hint: 'a VPN connection of it needs staticRoutesOnly: false',
      });
    }
    return {
      text: `${router.name} speaks BGP with ASN ${WRONG_ASN}, and ${name} was created with ${bgpAsn}`,
      ...replan(planned, modifyRouterBgp(lab, { router: router.name, settings: { asn: WRONG_ASN } })),
    };
  },
});
