import type { DrillEvent } from '../event.ts';
import { judgePassing } from '../judge.ts';
import { passingMs } from '../timing.ts';
import { injection, underFault } from '../under-fault.ts';

/** The NAT in front of the router loses its state, and gives the flows other ports. */
export const natMapping: DrillEvent = {
  name: 'nat-mapping',
  title: 'the NAT in front of {router} forgets its mappings and gives IKE and ESP other ports',
  standsFor: 'A NAT in front of a customer gateway restarts, or drops what it takes for idle.',
  source: 'AWS Site-to-Site VPN user guide, Customer gateway options; RFC 7296, 2.23',
  cure: 'have {router} notice and come back: DPD that restarts (dpdaction=restart), NAT keepalives, and no fixed ports at the NAT',
  happensTo: 'router',
  expectedMs: passingMs,
  carryOut: (scene) => underFault(scene, injection('expire-nat', { customerGateway: scene.gateway.name })),
  judge: judgePassing,
};
