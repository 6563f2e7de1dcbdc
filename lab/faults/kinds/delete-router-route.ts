import { z } from 'zod';
import { faultKind } from '../fault.ts';
import { routeTo } from '../objects.ts';
import { replan } from '../replan.ts';
import { gatewayOfRouter, ROUTER } from '../router.ts';

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
    const { definition: lab } = planned;
    const { router: owner } = gatewayOfRouter(planned, router);
    routeTo(owner.name, owner.routes, destinationCidrBlock);
    const routes = owner.routes.filter((each) => each.destinationCidrBlock !== destinationCidrBlock);
    const customerGateways = lab.customerGateways.map((gateway) =>
      gateway.router === owner ? { ...gateway, router: { ...owner, routes } } : gateway,
    );
    return {
      text: `${owner.name} has no route to ${destinationCidrBlock} into a tunnel`,
      ...replan(planned, { ...lab, customerGateways }),
    };
  },
});
