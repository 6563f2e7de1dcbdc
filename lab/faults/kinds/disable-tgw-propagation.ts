import * as z from 'zod';
import { disableTransitGatewayRouteTablePropagation } from '../../topology/edits/route-propagation.ts';
import { faultKind } from '../fault.ts';
import { replan } from '../replan.ts';

/** Switches the propagation of an attachment into a route table off (AWS Transit Gateway guide, Route propagation). */
export const disableTgwPropagation = faultKind({
  summary: 'switch off the propagation of an attachment into a transit gateway route table',
  parameters: z.strictObject({
    routeTable: z
      .string()
      .describe('route table, e.g. tgw-rt-a; <transit gateway>/<name> if several have it'),
    attachment: z.string().describe('attachment, e.g. att-vpc-b'),
  }),
  plan(planned, request) {
    return {
      text: `${request.attachment} does not propagate into ${request.routeTable}`,
      ...replan(planned, disableTransitGatewayRouteTablePropagation(planned.definition, request)),
    };
  },
});
