import * as z from 'zod';
import { disableVgwRoutePropagation } from '../../topology/edits/route-propagation.ts';
import { faultKind } from '../fault.ts';
import { replan } from '../replan.ts';

/** Switches route propagation of a virtual private gateway off (AWS S2S VPN user guide, Enable route propagation). */
export const disableVgwPropagation = faultKind({
  summary: 'switch off the propagation of a virtual private gateway into a VPC route table',
  parameters: z.strictObject({
    routeTable: z.string().describe('route table, e.g. vpc-a-private; <vpc>/<name> if several have it'),
    vpnGateway: z.string().describe('virtual private gateway, e.g. vgw'),
  }),
  plan(planned, request) {
    return {
      text: `${request.vpnGateway} does not propagate into ${request.routeTable}`,
      ...replan(planned, disableVgwRoutePropagation(planned.definition, request)),
    };
  },
});
