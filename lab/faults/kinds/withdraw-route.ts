import * as z from 'zod';
import { objectNamed } from '../../topology/edits/objects.ts';
import { modifyRouterBgp } from '../../topology/edits/router.ts';
import { speakerNamed } from '../bgp.ts';
import { faultKind } from '../fault.ts';
import { ROUTER } from '../router.ts';
import { replan } from '../replan.ts';

/** A router announces a prefix no longer; its BGP sessions stay (RFC 4271, 4.3: Withdrawn Routes). */
export const withdrawRoute = faultKind({
  summary: 'let a router withdraw a prefix that it announces by BGP',
  parameters: z.strictObject({
    router: ROUTER,
    destinationCidrBlock: z.string().describe('prefix, e.g. 10.30.0.0/16'),
  }),
  plan(planned, { router: name, destinationCidrBlock }) {
    const { router } = speakerNamed(planned, name);
    const named = router.bgp.networks.map((network) => ({ name: network }));
    const { name: withdrawn } = objectNamed('destinationCidrBlock', named, destinationCidrBlock);
    const networks = router.bgp.networks.filter((network) => network !== withdrawn);
    return {
      text: `${name} has withdrawn ${withdrawn}`,
      ...replan(planned, modifyRouterBgp(planned.definition, { router: name, settings: { networks } })),
    };
  },
});
