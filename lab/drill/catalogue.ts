import type { DrillEvent } from './event.ts';
import { asymmetricReturn } from './events/asymmetric-return.ts';
import { bgpEnd } from './events/bgp-end.ts';
import { bgpSilence } from './events/bgp-silence.ts';
import { bothTunnels } from './events/both-tunnels.ts';
import { daemonRestart } from './events/daemon-restart.ts';
import { maintenance } from './events/maintenance.ts';
import { mtu } from './events/mtu.ts';
import { natIdle } from './events/nat-idle.ts';
import { natMapping } from './events/nat-mapping.ts';
import { politeClose } from './events/polite-close.ts';
import { reboot } from './events/reboot.ts';
import { rekey } from './events/rekey.ts';
import { silentDeath } from './events/silent-death.ts';
import { silentPeer } from './events/silent-peer.ts';

/** Every event of a drill, in the order in which they happen: those that are over at once come first. */
export const DRILL_EVENTS: readonly DrillEvent[] = [
  mtu,
  rekey,
  asymmetricReturn,
  natMapping,
  natIdle,
  daemonRestart,
  bgpEnd,
  bgpSilence,
  silentDeath,
  silentPeer,
  politeClose,
  maintenance,
  bothTunnels,
  reboot,
];
