import * as z from 'zod';
import { associatedTable } from '../../aws/transit-gateway.ts';
import { faultKind } from '../fault.ts';
import {
  attachmentNamed,
  disassociateTransitGatewayRouteTable,
} from '../../topology/edits/transit-gateway-association.ts';
import { replan } from '../replan.ts';

/**
 * Takes an attachment out of its Transit Gateway route table: what comes from it is dropped, while what other tables
 * send to it still arrives (AWS Transit Gateway guide, Route table association).
 */
export const deleteAssociation = faultKind({
  summary: 'take an attachment out of its transit gateway route table',
  parameters: z.strictObject({
    attachment: z
      .string()
      .describe('attachment, e.g. att-vpc-a; <transit gateway>/<name> if several have it'),
  }),
  plan(planned, { attachment }) {
    const { definition: lab } = planned;
    const { owner, item } = attachmentNamed(lab, attachment);
    const changed = disassociateTransitGatewayRouteTable(lab, { attachment });
    return {
      text: `${item.name} is not associated with ${associatedTable(owner, item.name)!.name}, or any other route table`,
      ...replan(planned, changed),
    };
  },
});
