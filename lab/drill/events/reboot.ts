import { injectFault } from '../../faults/inject.ts';
import type { DrillEvent } from '../event.ts';
import { judgePassing } from '../judge.ts';
import { passingMs } from '../timing.ts';
import { underPassing } from '../under-fault.ts';

/** The router's machine restarts, with what is in its files and without what was only typed. */
export const reboot: DrillEvent = {
  name: 'reboot',
  title: '{router} is rebooted',
  standsFor:
    'A power cut or an update of the kernel: what was typed and stands in no file does not come back.',
  source: "AWS's strongSwan sample configuration (rc.local, sysctl.conf)",
  cure: 'write what was typed at {router} to what is read at boot: rc.local, netplan, ifupdown, sysctl.conf, the updown script; and enable the daemon',
  happensTo: 'router',
  expectedMs: passingMs,
  carryOut: (scene) =>
    underPassing(
      scene,
      () =>
        injectFault(scene.running, 'reboot-router', { router: scene.router, configuration: 'persistent' }),
      { renewsAll: true },
    ),
  judge: judgePassing,
};
