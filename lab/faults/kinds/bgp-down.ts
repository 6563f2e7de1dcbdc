import * as z from 'zod';
import { sessionNamed } from '../bgp.ts';
import { faultKind } from '../fault.ts';
import { TUNNEL } from '../vpn-objects.ts';

/**
 * AWS ends the BGP session of a tunnel (NOTIFICATION: Cease) and starts no other; the tunnel stays up. Both ends take back
 * what they have learned over it at once.
 */
export const bgpDown = faultKind({
  summary: 'end the BGP session of a tunnel that stays up',
  parameters: z.strictObject({ tunnel: TUNNEL }),
  plan(planned, { tunnel }) {
    const { name } = sessionNamed(planned, tunnel).tunnel;
    return {
      text: `AWS has ended the BGP session of ${name}`,
      apply: [{ node: name, run: 'birdc disable customer' }],
      undo: [{ node: name, run: 'birdc enable customer' }],
    };
  },
});
