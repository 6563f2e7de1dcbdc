import * as z from 'zod';
import { espProposals } from '../../aws/proposals.ts';
import { UsageError } from '../../errors.ts';
import { changeConnection } from '../changed-connection.ts';
import { faultKind } from '../fault.ts';
import { CONNECTION, connectionNamed } from '../vpn-objects.ts';

/** The DH group of an ESP proposal, with its hyphen. */
const DH_GROUP = /-(?:modp\d+(?:s\d+)?|ecp\d+(?:bp)?|curve\d+)$/;

/**
 * The router wants another DH group for its CHILD_SAs than the endpoint (perfect forward secrecy). IKEv1 has a DH
 * exchange in every quick mode: an IKE_SA without a CHILD_SA. The first CHILD_SA of IKEv2 takes its keys from the
 * IKE_SA (RFC 7296, section 1.2): the tunnel comes up, carries traffic, and fails at its first rekeying, with AWS's
 * defaults within the hour. Group 31 (curve25519), the default, is in none of AWS's tunnel options.
 */
export const wrongPfsGroup = faultKind({
  summary: 'let a router want a DH group for its CHILD_SAs that AWS does not have',
  parameters: z.strictObject({
    connection: CONNECTION,
    group: z
      .string()
      .regex(/^[a-z0-9]+$/)
      .default('curve25519')
      .describe('DH group in the words of strongSwan, e.g. modp768'),
  }),
  plan(planned, { connection: name, group }) {
    const ends = connectionNamed(planned, name);
    const { customerGateway, connection, tunnel } = ends;
    const proposals = connection.espProposals.map((each) => `${each.replace(DH_GROUP, '')}-${group}`);
    const accepted = espProposals(tunnel.options);
    if (proposals.some((each) => accepted.includes(each))) {
      throw new UsageError({ key: 'group', what: `${tunnel.name} accepts it`, value: group });
    }
    return {
      text: `${customerGateway.router.name} wants DH group ${group} for the CHILD_SAs of ${connection.name}, which ${tunnel.name} does not accept`,
      ...changeConnection(planned, name, 'wrong-pfs-group', { espProposals: proposals }),
    };
  },
});
