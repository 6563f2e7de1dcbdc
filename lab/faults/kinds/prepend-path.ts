import * as z from 'zod';
import { modifyRouterBgp } from '../../topology/edits/router.ts';
import { bgpNeighbor } from '../../topology/graph/bgp.ts';
import { speakerNamed } from '../bgp.ts';
import { faultKind } from '../fault.ts';
import { replan } from '../replan.ts';
import { CONNECTION, connectionNamed } from '../vpn-objects.ts';

/**
 * A router puts its ASN before the AS_PATH of what it announces over a tunnel, so that AWS answers by the other one, whatever MEDs
 * say (AWS S2S VPN user guide, Route priority): during the maintenance of the other one's endpoint, too.
 */
export const prependPath = faultKind({
  summary: 'let a router prepend its ASN to what it announces over a tunnel',
  parameters: z.strictObject({
    connection: CONNECTION,
    times: z.number().int().min(1).max(10).default(3).describe('how often, 1 to 10'),
  }),
  plan(planned, { connection: name, times }) {
    const { customerGateway, connection } = connectionNamed(planned, name);
    const { router } = speakerNamed(planned, customerGateway.router.name);
    const changed = { ...bgpNeighbor(router, connection), asPathPrepend: times };
    const others = router.bgp.neighbors.filter((each) => each.connection !== connection.name);
    const settings = { neighbors: [...others, changed] };
    return {
      text: `${router.name} prepends its ASN ${times} times to what it announces over ${connection.name}`,
      ...replan(planned, modifyRouterBgp(planned.definition, { router: router.name, settings })),
    };
  },
});
