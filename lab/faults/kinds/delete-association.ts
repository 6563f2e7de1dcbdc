import { z } from 'zod';
import { associatedTable } from '../../aws/transit-gateway.ts';
import { UsageError } from '../../errors.ts';
import { faultKind } from '../fault.ts';
import { ownedObjectNamed } from '../objects.ts';
import { replan } from '../replan.ts';
import { transitGateways, withGateway } from '../../topology/gateways.ts';

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
    const {
      owner,
      item: { name },
    } = ownedObjectNamed('attachment', transitGateways(lab), (gateway) => gateway.attachments, attachment);
    const table = associatedTable(owner, name);
    if (table === null) {
      throw new UsageError({
        key: 'attachment',
        what: 'is associated with no route table as it is',
        value: name,
      });
    }
    const routeTables = owner.routeTables.map((each) => ({
      ...each,
      associations: each.associations.filter((other) => other !== name),
    }));
    return {
      text: `${name} is not associated with ${table.name}, or any other route table`,
      ...replan(planned, withGateway(lab, { ...owner, routeTables })),
    };
  },
});
