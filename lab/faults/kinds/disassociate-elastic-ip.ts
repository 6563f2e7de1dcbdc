import * as z from 'zod';
import { disassociateAddress, instanceNamed } from '../../topology/edits/internet.ts';
import { faultKind } from '../fault.ts';
import { replan } from '../replan.ts';

/** Takes an instance's Elastic IP address away: it is not reached from the Internet, nor gets there (EC2 API, DisassociateAddress). */
export const disassociateElasticIp = faultKind({
  summary: 'disassociate the Elastic IP address of an instance',
  parameters: z.strictObject({
    instance: z.string().describe('instance, e.g. bastion; <vpc>/<name> if several have it'),
  }),
  plan(planned, { instance }) {
    const { item } = instanceNamed(planned.definition, instance);
    const changed = disassociateAddress(planned.definition, { instance });
    return { text: `${item.name} has no Elastic IP address`, ...replan(planned, changed) };
  },
});
