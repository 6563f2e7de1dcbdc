import type { DrillEvent } from '../event.ts';
import { judgeLasting } from '../judge.ts';
import { lastingMs } from '../timing.ts';
import { injection, underFault } from '../under-fault.ts';

/** The endpoint of a tunnel is gone, and says nothing. */
export const silentDeath: DrillEvent = {
  name: 'silent-death',
  title: 'the endpoint of {tunnel} dies without a word',
  standsFor:
    'An endpoint or its Availability Zone fails: the two tunnels of a connection end in two of them for this.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel options',
  cure: 'have {router} find a silent peer dead (dpdaction=restart, dpddelay=10s) and its routes leave the tunnel with it: BGP, or an updown script',
  happensTo: 'tunnel',
  expectedMs: lastingMs,
  carryOut: (scene) => underFault(scene, injection('kill-charon', { tunnel: scene.tunnel!, signal: 'KILL' })),
  judge: judgeLasting,
};
