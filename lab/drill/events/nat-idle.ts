import type { DrillEvent, Scene, Seen } from '../event.ts';
import { judgePassing } from '../judge.ts';
import { passingMs } from '../timing.ts';
import { injection, underFault } from '../under-fault.ts';

/** As nat-mapping, while only AWS has something to send: nothing gets in until the router says something by itself. */
export const natIdle: DrillEvent = {
  name: 'nat-idle',
  title: 'the NAT in front of {router} forgets its mappings while only AWS has something to send',
  standsFor:
    'A UDP mapping expires on an idle connection; NAT keepalives and DPD of the router have to keep or renew it.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel initiation options; RFC 3948, 4',
  cure: 'have {router} keep its mapping by itself: NAT keepalives (charon.keep_alive, 20 s by default) and DPD more often than the NAT forgets',
  happensTo: 'router',
  expectedMs: passingMs,
  carryOut,
  judge: judgePassing,
};

async function carryOut(scene: Scene): Promise<Seen> {
  const fromAws = scene.pairs.slice(1);
  return underFault(
    { ...scene, pairs: fromAws },
    injection('expire-nat', { customerGateway: scene.gateway.name }),
  );
}
