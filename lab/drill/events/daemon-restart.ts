import { injectFault } from '../../faults/inject.ts';
import type { DrillEvent } from '../event.ts';
import { judgePassing } from '../judge.ts';
import { passingMs } from '../timing.ts';
import { underPassing } from '../under-fault.ts';

/** The router's IKE daemon stops in order and starts again; the machine goes on. */
export const daemonRestart: DrillEvent = {
  name: 'daemon-restart',
  title: 'the IKE daemon of {router} is restarted',
  standsFor: 'An upgrade of its package, or a change of ipsec.conf that somebody makes work.',
  source: 'strongSwan documentation, ipsec command: restart',
  cure: 'have the daemon of {router} initiate its connections when it starts (auto=start), and routes and interfaces not end with it',
  happensTo: 'router',
  expectedMs: passingMs,
  carryOut: (scene) =>
    underPassing(scene, () => injectFault(scene.running, 'restart-daemon', { router: scene.router })),
  judge: judgePassing,
};
