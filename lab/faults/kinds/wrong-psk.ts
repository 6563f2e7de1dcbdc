import * as z from 'zod';
import { changeConnection } from '../changed-connection.ts';
import { faultKind } from '../fault.ts';
import { CONNECTION, connectionNamed } from '../vpn-objects.ts';

/** What the router takes for the key; no generated key has a hyphen. */
const WRONG_KEY = 'not-the-key-of-this-tunnel';

/**
 * The router has another pre-shared key than AWS. IKEv2 fails with AUTHENTICATION_FAILED; in IKEv1 the endpoint cannot
 * decrypt the router's identity, and the router learns no more than that it is not answered as it should be.
 */
export const wrongPsk = faultKind({
  summary: "give a router's connection another pre-shared key than AWS has",
  parameters: z.strictObject({ connection: CONNECTION }),
  plan(planned, { connection }) {
    const ends = connectionNamed(planned, connection);
    const { customerGateway, tunnel } = ends;
    return {
      text: `${customerGateway.router.name} has another pre-shared key for ${ends.connection.name} than ${tunnel.name}`,
      ...changeConnection(planned, connection, 'wrong-psk', { preSharedKey: WRONG_KEY }),
    };
  },
});
