import * as z from 'zod';
import { detachInternetGateway as detach, internetGatewayNamed } from '../../topology/edits/internet.ts';
import { faultKind } from '../fault.ts';
import { replan } from '../replan.ts';

/** Detaches an Internet gateway: its VPC's routes to it are blackholes (EC2 API, DetachInternetGateway). */
export const detachInternetGateway = faultKind({
  summary: 'detach an Internet gateway from its VPC',
  parameters: z.strictObject({ internetGateway: z.string().describe('Internet gateway, e.g. igw') }),
  plan(planned, { internetGateway }) {
    const { name } = internetGatewayNamed(planned.definition, internetGateway);
    return {
      text: `${name} is attached to no VPC`,
      ...replan(planned, detach(planned.definition, { internetGateway })),
    };
  },
});
