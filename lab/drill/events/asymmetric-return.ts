import type { DrillEvent } from '../event.ts';
import { judgePassing } from '../judge.ts';
import { passingMs } from '../timing.ts';
import { injection, underFault } from '../under-fault.ts';

/** AWS sends by the tunnel that the router does not send by. */
export const asymmetricReturn: DrillEvent = {
  name: 'asymmetric-return',
  title: 'AWS answers by {tunnel}',
  standsFor: 'AWS uses one tunnel for what it sends, whichever the customer uses, and may change its choice.',
  source: 'AWS Site-to-Site VPN user guide, Routing options',
  cure: 'have {router} take what comes in by {tunnel}: rp_filter=2 on every tunnel interface, and no filter that wants to have seen the request there',
  happensTo: 'tunnel',
  expectedMs: passingMs,
  carryOut: (scene) => underFault(scene, injection('prefer-tunnel', { tunnel: scene.tunnel! })),
  judge: judgePassing,
};
