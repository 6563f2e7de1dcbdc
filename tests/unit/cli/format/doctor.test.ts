import { describe, expect, it } from 'vitest';
import { formatDoctor } from '../../../../lab/cli/format/doctor.ts';
import type { DoctorView } from '../../../../lab/cli/format/doctor.ts';
import { plain } from '../fixtures.ts';

const feature = (
  name: string,
  present: boolean,
  planes: readonly ('kernel' | 'userspace')[],
): DoctorView['features'][number] => ({
  name,
  present,
  planes,
  neededFor: `what ${name} is for`,
  message: present ? '' : 'Error: Unknown device type.',
});

const view: DoctorView = {
  engine: {
    address: 'unix:///var/run/docker.sock',
    version: '28.2.2',
    apiVersion: '1.50',
    kernel: '6.18.0',
    platform: 'linux/amd64',
  },
  images: [{ name: 's2s-lab/node:latest', bytes: 127_600_000 }],
  features: [
    feature('veth', true, ['kernel', 'userspace']),
    feature('TUN', true, ['userspace']),
    feature('VRF', false, ['kernel']),
    feature('netem', false, []),
  ],
  dataplane: 'userspace',
};

describe('formatDoctor', () => {
  it('names what there is, what follows, and what to do', () => {
    expect(formatDoctor(view, plain)).toMatchInlineSnapshot(`
      "Engine
        Docker   28.2.2, API 1.50, linux/amd64
        address  unix:///var/run/docker.sock
        kernel   6.18.0

      Images
        s2s-lab/node:latest  127.6 MB

      Kernel
        FEATURE       FOR                DATA PLANES
        veth     yes  what veth is for   kernel, userspace
        TUN      yes  what TUN is for    userspace
        VRF      no   what VRF is for    kernel
        netem    no   what netem is for  optional

      Data planes
        kernel: cannot run, it lacks VRF
        userspace: can run

      Labs run on the userspace data plane.

      What is missing, and what may bring it
        VRF    modprobe vrf        Error: Unknown device type.
        netem  modprobe sch_netem  Error: Unknown device type."
    `);
  });

  it('gives no advice where nothing is missing', () => {
    const features = view.features.filter(({ present }) => present);
    const text = formatDoctor({ ...view, features, dataplane: 'kernel' }, plain);
    expect(text).toMatch(/Labs run on the kernel data plane\.$/);
  });

  it('says that no plane can run', () => {
    const features = [feature('policy routing', false, ['kernel', 'userspace'])];
    const text = formatDoctor({ ...view, features, dataplane: null }, plain);
    expect(text).toContain('No data plane can run');
    expect(text).toMatch(/policy routing +another kernel/);
  });
});
