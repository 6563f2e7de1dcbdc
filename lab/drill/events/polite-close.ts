import type { DrillEvent } from '../event.ts';
import { judgeLasting } from '../judge.ts';
import { lastingMs } from '../timing.ts';
import { injection, underFault } from '../under-fault.ts';

/** AWS's end takes leave with a DELETE. */
export const politeClose: DrillEvent = {
  name: 'polite-close',
  title: 'the endpoint of {tunnel} says DELETE and goes',
  standsFor:
    'AWS closes a tunnel: its log has DELETE received, and it waits for the customer to begin again.',
  source: 'AWS Site-to-Site VPN user guide, Contents of Site-to-Site VPN logs and Tunnel initiation options',
  cure: 'have the routes of {router} leave {tunnel} with its CHILD_SA: BGP, or an updown script',
  happensTo: 'tunnel',
  expectedMs: lastingMs,
  carryOut: (scene) => underFault(scene, injection('kill-charon', { tunnel: scene.tunnel!, signal: 'TERM' })),
  judge: judgeLasting,
};
