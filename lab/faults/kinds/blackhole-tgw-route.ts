import { z } from 'zod';
import { UsageError } from '../../errors.ts';
import { faultKind } from '../fault.ts';
import { DESTINATION, TRANSIT_GATEWAY_ROUTE_TABLE, withStaticRoute } from '../transit-gateway-route.ts';

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
  plan(planned, { routeTable, destinationCidrBlock }) {
    return {
      text: `the route of ${routeTable} to ${destinationCidrBlock} is a blackhole`,
      ...withStaticRoute(planned, routeTable, destinationCidrBlock, ({ attachment }) => {
        if (attachment !== null) return [{ destinationCidrBlock, attachment: null }];
        throw new UsageError({
          key: 'destinationCidrBlock',
          what: `that route of ${routeTable} is a blackhole as it is`,
          value: destinationCidrBlock,
        });
      }),
    };
  },
});
