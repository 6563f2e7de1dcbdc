import * as z from 'zod';
import { deleteNatGateway as deleteIt, natGatewayNamed } from '../../topology/edits/internet.ts';
import { faultKind } from '../fault.ts';
import { replan } from '../replan.ts';

/** Deletes a NAT gateway: routes to it are blackholes (AWS VPC user guide, NAT gateways). Its node stays, and gets nothing. */
export const deleteNatGateway = faultKind({
  summary: 'delete a NAT gateway',
  parameters: z.strictObject({
    natGateway: z.string().describe('NAT gateway, e.g. nat; <vpc>/<name> if several have it'),
  }),
  plan(planned, { natGateway }) {
    const { owner, item } = natGatewayNamed(planned.definition, natGateway);
    return {
      text: `${owner.name} has no NAT gateway ${item.name}`,
      ...replan(planned, deleteIt(planned.definition, { natGateway })),
    };
  },
});
