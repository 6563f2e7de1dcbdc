import type { DrillEvent } from '../event.ts';
import { judgeLasting } from '../judge.ts';
import { lastingMs } from '../timing.ts';
import { injection, underFault } from '../under-fault.ts';

/** AWS's end ends the BGP session of a tunnel that stays up. */
export const bgpEnd: DrillEvent = {
  name: 'bgp-end',
  title: 'AWS ends the BGP session over {tunnel}, which stays up',
  standsFor:
    'A session is reset or refused, e.g. for a prefix too many: the tunnel is up, and has no routes.',
  source: 'RFC 4271, 6.7; AWS Site-to-Site VPN user guide, Tunnel activity logs',
  cure: 'give {router} a session over its other tunnel, too, that brings the same prefixes',
  happensTo: 'bgpSession',
  expectedMs: lastingMs,
  carryOut: (scene) => underFault(scene, injection('bgp-down', { tunnel: scene.tunnel! })),
  judge: judgeLasting,
};
