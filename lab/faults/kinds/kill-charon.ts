import { z } from 'zod';
import { faultKind } from '../fault.ts';
import { objectNamed } from '../objects.ts';
import { reviveTunnel } from '../revive.ts';

/** Kills the IKE daemon of a tunnel endpoint: without a word, or with a DELETE to its peer as an orderly stop has it. */
export const killCharon = faultKind({
  summary: "kill a tunnel endpoint's charon: without a word, or politely with a DELETE to the peer",
  parameters: z.strictObject({
    tunnel: z.string().describe('tunnel, e.g. tunnel-1'),
    signal: z
      .enum(['KILL', 'TERM'])
      .default('KILL')
      .describe('KILL dies without a word, TERM sends a DELETE first'),
  }),
  plan({ lab }, { tunnel, signal }) {
    const { name } = objectNamed(
      'tunnel',
      lab.vpnConnections.flatMap(({ tunnels }) => tunnels),
      tunnel,
    );
    return {
      text: `charon of ${name} is killed (SIG${signal})`,
      apply: [{ node: name, run: `kill -${signal} $(cat /run/s2s/ike/*/pid)` }],
      undo: [{ node: name, container: 'restart' }, ...reviveTunnel(lab, name)],
    };
  },
});
