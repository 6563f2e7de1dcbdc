import * as z from 'zod';
import { faultKind } from '../fault.ts';
import { deleteTransitGatewayRoute } from '../../topology/edits/transit-gateway-route.ts';
import { replan } from '../replan.ts';
import { DESTINATION, TRANSIT_GATEWAY_ROUTE_TABLE } from '../transit-gateway-route.ts';

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
  plan(planned, request) {
    return {
      text: `${request.routeTable} has no static route to ${request.destinationCidrBlock}`,
      ...replan(planned, deleteTransitGatewayRoute(planned.definition, request)),
    };
  },
});
