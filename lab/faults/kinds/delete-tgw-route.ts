import { z } from 'zod';
import { faultKind } from '../fault.ts';
import { DESTINATION, TRANSIT_GATEWAY_ROUTE_TABLE, withStaticRoute } from '../transit-gateway-route.ts';

/**
 * Deletes a static route of a Transit Gateway route table. A propagated route for the same block, which it hid, takes
 * its place (AWS Transit Gateway guide, Route evaluation order).
 */
export const deleteTgwRoute = faultKind({
  summary: 'delete a static route of a transit gateway route table',
  parameters: z.strictObject({
    routeTable: TRANSIT_GATEWAY_ROUTE_TABLE,
    destinationCidrBlock: DESTINATION,
  }),
  plan(planned, { routeTable, destinationCidrBlock }) {
    return {
      text: `${routeTable} has no static route to ${destinationCidrBlock}`,
      ...withStaticRoute(planned, routeTable, destinationCidrBlock, () => []),
    };
  },
});
