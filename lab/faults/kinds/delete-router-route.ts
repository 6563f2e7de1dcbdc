import { z } from 'zod';
import { faultKind } from '../fault.ts';
import { deleteRouterRoutes } from '../../topology/edits/router.ts';
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
    const changed = deleteRouterRoutes(planned.definition, { router, destinationCidrBlock });
    return {
      text: `${router} has no route to ${destinationCidrBlock} into a tunnel`,
      ...replan(planned, changed),
    };
  },
});
