import * as z from 'zod';
import { stopCharon } from '../charon-process.ts';
import { faultKind } from '../fault.ts';
import { reviveTunnel } from '../revive.ts';
import { TUNNEL, tunnelNamed } from '../vpn-objects.ts';

/**
 * What AWS's maintenance does to one tunnel at a time (AWS S2S VPN user guide, "Tunnel endpoint replacements"): the
 * endpoint takes leave with a DELETE and is gone. With the undo it is back, a new one with the same addresses that
 * knows of no SA. AWS then waits for the customer's device unless startup action is `start`; so the undo has the router
 * initiate, which strongSwan does not do by itself after a DELETE.
 */
export const replaceEndpoint = faultKind({
  summary: 'replace a tunnel endpoint as AWS maintenance does: DELETE, gone, back with the undo',
  parameters: z.strictObject({ tunnel: TUNNEL }),
  plan(planned, { tunnel }) {
    const { name } = tunnelNamed(planned, tunnel);
    return {
      text: `AWS is replacing the endpoint of ${name}: it has said DELETE and is gone`,
      apply: [
        { node: name, run: stopCharon() },
        { node: name, container: 'kill' },
      ],
      undo: [{ node: name, container: 'start' }, ...reviveTunnel(planned, name)],
    };
  },
});
