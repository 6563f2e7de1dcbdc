import * as z from 'zod';
import { faultKind } from '../fault.ts';
import { deleteRoute, routeTableNamed } from '../../topology/edits/route.ts';
import { replan } from '../replan.ts';
import { DESTINATION } from '../transit-gateway-route.ts';

/**
 * Deletes a route of a VPC's subnet route table: what the subnets' instances send there is dropped, their answers too
 * (AWS VPC user guide, Route tables).
 */
export const deleteVpcRoute = faultKind({
  summary: "delete a route of a VPC's subnet route table",
  parameters: z.strictObject({
    routeTable: z
      .string()
      .describe('subnet route table, e.g. vpc-a-private; <vpc>/<name> if several have it'),
    destinationCidrBlock: DESTINATION,
  }),
  plan(planned, { routeTable, destinationCidrBlock }) {
    const { owner, item } = routeTableNamed(planned.definition, routeTable);
    return {
      text: `route table ${item.name} of ${owner.name} has no route to ${destinationCidrBlock}`,
      ...replan(planned, deleteRoute(planned.definition, { routeTable, destinationCidrBlock })),
    };
  },
});
