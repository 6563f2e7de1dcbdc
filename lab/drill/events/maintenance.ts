import type { DrillEvent } from '../event.ts';
import { judgeLasting } from '../judge.ts';
import { lastingMs } from '../timing.ts';
import { injection, underFault } from '../under-fault.ts';

/** AWS puts another endpoint in the place of a tunnel's. */
export const maintenance: DrillEvent = {
  name: 'maintenance',
  title: 'AWS replaces the endpoint of {tunnel}',
  standsFor: 'AWS replaces tunnel endpoints for maintenance, one tunnel of a connection at a time.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel endpoint replacements',
  cure: 'have the routes of {router} leave {tunnel} with its CHILD_SA (BGP, or an updown script), and another tunnel up to carry them',
  happensTo: 'tunnel',
  expectedMs: lastingMs,
  carryOut: (scene) => underFault(scene, injection('replace-endpoint', { tunnel: scene.tunnel! })),
  judge: judgeLasting,
};
