import * as z from 'zod';
import { ikeProposals } from '../../aws/proposals.ts';
import { UsageError } from '../../errors.ts';
import { changeConnection } from '../changed-connection.ts';
import { faultKind } from '../fault.ts';
import { CONNECTION, connectionNamed } from '../vpn-objects.ts';

/**
 * The router offers an IKE proposal that the endpoint does not accept: NO_PROPOSAL_CHOSEN, and no IKE_SA. AES192, the
 * default, is in none of AWS's tunnel options.
 */
export const wrongProposal = faultKind({
  summary: 'let a router offer an IKE proposal that AWS does not accept',
  parameters: z.strictObject({
    connection: CONNECTION,
    proposal: z
      .string()
      .regex(/^[a-z0-9-]+$/)
      .default('aes192-sha1-modp1024')
      .describe(
        'IKE proposal in the words of strongSwan, e.g. aes128-sha1-modp1536 (phase 1 has no DH group 5)',
      ),
  }),
  plan(planned, { connection, proposal }) {
    const ends = connectionNamed(planned, connection);
    const { customerGateway, tunnel } = ends;
    if (ikeProposals(tunnel.options).includes(proposal)) {
      throw new UsageError({ key: 'proposal', what: `${tunnel.name} accepts it`, value: proposal });
    }
    return {
      text: `${customerGateway.router.name} offers ${proposal} for the IKE_SA of ${ends.connection.name}, which ${tunnel.name} does not accept`,
      ...changeConnection(planned, connection, 'wrong-proposal', { ikeProposals: [proposal] }),
    };
  },
});
