import * as z from 'zod';
import { faultKind } from '../fault.ts';
import { deleteRouterRoutes, gatewayOfRouter } from '../../topology/edits/router.ts';
import { deleteOwnRoutes } from '../own-router.ts';
import { replan } from '../replan.ts';
import { ROUTER } from '../router.ts';

/**
 * Deletes the router's routes to a block, through whichever tunnels: packets for AWS go out to the Internet in the
 * clear, if anywhere. With `routing: childSa` a CHILD_SA does not bring them back.
 */
export const deleteRouterRoute = faultKind({
  summary: "delete the on-premises router's routes to a block, into every tunnel",
  parameters: z.strictObject({
    router: ROUTER,
    destinationCidrBlock: z.string().describe('destination of the routes, e.g. 10.10.0.0/16'),
  }),
  plan(planned, { router, destinationCidrBlock }) {
    const site = gatewayOfRouter(planned.definition, router).router;
    const changed = deleteRouterRoutes(planned.definition, { router, destinationCidrBlock });
    const text = `${router} has no route to ${destinationCidrBlock} into a tunnel`;
    if (site.own === null) return { text, ...replan(planned, changed) };
    const { apply, undo } = deleteOwnRoutes(router, destinationCidrBlock);
    return { text, apply: [apply], undo: [undo] };
  },
});
