import type { LabNote } from '../../aws/lab-notes.ts';
import { TUNNEL_OPTION_DEFAULTS } from '../../topology/objects/vpn-connection/tunnel-options.ts';
import { tunnelsOf } from '../../topology/graph/tunnels.ts';
import type { Lab } from '../../topology/types.ts';
import type { DataplaneName } from './name.ts';

/** What of a lab a data plane cannot do, and where it can be had. Pure. */
export function planeNotes(lab: Lab, dataplane: DataplaneName): LabNote[] {
  return dataplane === 'kernel' ? [] : [...withoutKernelEsp(lab), ...withoutReplayWindow(lab)];
}

/** strongSwan's ESP in user space has a window of its own (src/libipsec/esp_context.c, ESP_DEFAULT_WINDOW_SIZE). */
const USERSPACE_REPLAY_WINDOW = 128;

function withoutReplayWindow(lab: Lab): LabNote[] {
  return tunnelsOf(lab)
    .map(({ tunnel: { name, options } }) => ({ name, size: options.replayWindowSize }))
    .filter(({ size }) => size !== TUNNEL_OPTION_DEFAULTS.replayWindowSize)
    .map(({ name, size }) => ({
      subject: name,
      text: `ESP of the userspace data plane has a replay window of ${USERSPACE_REPLAY_WINDOW} packets, so the ${size} of ${name} have no effect`,
      hint: '`s2s up --engine vm` runs the lab on a kernel that takes it',
    }));
}

function withoutKernelEsp(lab: Lab): LabNote[] {
  return lab.customerGateways
    .filter(({ router }) => router.own?.daemon === 'libreswan')
    .map(({ router: { name } }) => ({
      subject: name,
      text: `libreswan needs a kernel with ESP, which the userspace data plane does without: ${name} has no tunnel`,
      hint: '`s2s up --engine vm` runs the lab on a kernel that has it',
    }));
}
