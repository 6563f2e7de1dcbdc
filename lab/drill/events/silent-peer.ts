import type { DrillEvent } from '../event.ts';
import { judgeLasting } from '../judge.ts';
import { lastingMs } from '../timing.ts';
import { injection, underFault } from '../under-fault.ts';

/** The endpoint is there and answers nothing, so that AWS goes on sending by it: the router's DPD alone can tell. */
export const silentPeer: DrillEvent = {
  name: 'silent-peer',
  title: 'the IKE daemon at the end of {tunnel} answers nothing any more',
  standsFor: 'A peer that hangs is found by dead peer detection only, within the DPD timeout.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel options: DPD timeout',
  cure: 'have {router} find a silent peer dead (dpdaction=restart, dpddelay=10s) and its routes leave the tunnel with it: BGP, or an updown script',
  happensTo: 'tunnel',
  expectedMs: lastingMs,
  carryOut: (scene) =>
    underFault(scene, injection('freeze-charon', { tunnel: scene.tunnel! }), { untilNoticed: true }),
  judge: judgeLasting,
};
