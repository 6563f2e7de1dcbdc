import * as z from 'zod';
import { ENDPOINT_GATEWAY_INTERFACE } from '../../topology/graph/interfaces.ts';
import { signalCharon } from '../charon-process.ts';
import { faultKind } from '../fault.ts';
import { reviveTunnel } from '../revive.ts';
import { TUNNEL, tunnelNamed } from '../vpn-objects.ts';

/** Kills the IKE daemon of a tunnel endpoint: without a word, or with a DELETE to its peer as an orderly stop has it. */
export const killCharon = faultKind({
  summary: "kill a tunnel endpoint's charon: without a word, or politely with a DELETE to the peer",
  parameters: z.strictObject({
    tunnel: TUNNEL,
    signal: z
      .enum(['KILL', 'TERM'])
      .default('KILL')
      .describe('KILL dies without a word, TERM sends a DELETE first'),
  }),
  plan(planned, { tunnel, signal }) {
    const { name } = tunnelNamed(planned, tunnel);
    return {
      text: `charon of ${name} is killed (SIG${signal})`,
      apply: [
        { node: name, run: signalCharon(signal) },
        // The node takes its link to the gateway down with the last CHILD_SA; from then on nothing passes.
        {
          node: name,
          run: `until ip -br link show ${ENDPOINT_GATEWAY_INTERFACE} | grep -q DOWN; do sleep 0.01; done`,
        },
      ],
      undo: [{ node: name, container: 'restart' }, ...reviveTunnel(planned, name)],
    };
  },
});
