import * as z from 'zod';
import { signalCharon } from '../charon-process.ts';
import { faultKind } from '../fault.ts';
import { reviveTunnel } from '../revive.ts';
import { TUNNEL, tunnelNamed } from '../vpn-objects.ts';

/**
 * Stops the IKE daemon of a tunnel endpoint without ending it: the process is there, its SAs are, and nothing is
 * answered. The endpoint cannot notice, so the Transit Gateway goes on sending into it; only the router's DPD tells.
 * On the `kernel` data plane the kernel goes on with ESP until an SA is rekeyed or the router gives its SAs up, and that
 * it does not while ESP comes in (strongSwan's DPD counts it as a sign of life); on `userspace` charon is ESP as well,
 * and packets are lost at once.
 */
export const freezeCharon = faultKind({
  summary: "stop a tunnel endpoint's charon without ending it: it answers nothing any more",
  parameters: z.strictObject({ tunnel: TUNNEL }),
  plan(planned, { tunnel }) {
    const { name } = tunnelNamed(planned, tunnel);
    return {
      text: `charon of ${name} is stopped: it lives and answers nothing`,
      apply: [{ node: name, run: signalCharon('STOP') }],
      undo: [{ node: name, run: `${signalCharon('CONT')} 2>/dev/null || :` }, ...reviveTunnel(planned, name)],
    };
  },
});
