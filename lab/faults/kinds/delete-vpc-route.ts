import { z } from 'zod';
import { faultKind } from '../fault.ts';
import { ownedObjectNamed, routeTo } from '../objects.ts';
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
    const { definition: lab } = planned;
    const { owner, item } = ownedObjectNamed('routeTable', lab.vpcs, (vpc) => vpc.routeTables, routeTable);
    const route = routeTo(item.name, item.routes, destinationCidrBlock);
    const table = { ...item, routes: item.routes.filter((each) => each !== route) };
    const vpc = { ...owner, routeTables: owner.routeTables.map((each) => (each === item ? table : each)) };
    return {
      text: `route table ${item.name} of ${owner.name} has no route to ${destinationCidrBlock}`,
      ...replan(planned, { ...lab, vpcs: lab.vpcs.map((each) => (each === owner ? vpc : each)) }),
    };
  },
});
