import * as z from 'zod';
import { UsageError } from '../../errors.ts';
import { faultKind } from '../fault.ts';
import {
  replaceTransitGatewayRoute,
  transitGatewayRoute,
} from '../../topology/edits/transit-gateway-route.ts';
import { replan } from '../replan.ts';
import { DESTINATION, TRANSIT_GATEWAY_ROUTE_TABLE } from '../transit-gateway-route.ts';

/**
 * Makes a static route to an attachment a blackhole route: what it matches is dropped, and no propagated route takes
 * its place, which is how it differs from a deleted one (AWS Transit Gateway guide, Blackhole routes).
 */
export const blackholeTgwRoute = faultKind({
  summary: 'make a static route of a transit gateway route table a blackhole',
  parameters: z.strictObject({
    routeTable: TRANSIT_GATEWAY_ROUTE_TABLE,
    destinationCidrBlock: DESTINATION,
  }),
  plan(planned, request) {
    const { definition: lab } = planned;
    const { routeTable, destinationCidrBlock } = request;
    if (transitGatewayRoute(lab, request).route.attachment === null) {
      throw new UsageError({
        key: 'destinationCidrBlock',
        what: `that route of ${routeTable} is a blackhole as it is`,
        value: destinationCidrBlock,
      });
    }
    return {
      text: `the route of ${routeTable} to ${destinationCidrBlock} is a blackhole`,
      ...replan(planned, replaceTransitGatewayRoute(lab, { ...request, attachment: null })),
    };
  },
});
