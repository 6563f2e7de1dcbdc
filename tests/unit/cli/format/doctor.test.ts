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
  preflight: false,
  present,
  planes,
  neededFor: `what ${name} is for`,
  message: present ? '' : 'Error: Unknown device type.',
});

const check = (name: string, message: string): DoctorView['features'][number] => ({
  name,
  preflight: true,
  present: message === '',
  planes: ['kernel'],
  neededFor: `what ${name} is for`,
  message,
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
    check('VRF forwarding', 'not tried: lacks VRF'),
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

      Preflight
        PACKETS             FOR                         DATA PLANES  SEEN
        VRF forwarding  no  what VRF forwarding is for  kernel       not tried: lacks VRF

      Data planes
        kernel: cannot run, it lacks VRF, VRF forwarding
        userspace: can run

      Labs run on the userspace data plane.

      What is missing, and what may bring it
        VRF    modprobe vrf        Error: Unknown device type.
        netem  modprobe sch_netem  Error: Unknown device type.

      A kernel that has everything runs in a VM: \`s2s vm up\`, then any verb with \`--engine vm\`."
    `);
  });

  it('gives no advice where nothing is missing', () => {
    const features = view.features.filter(({ present }) => present);
    const text = formatDoctor({ ...view, features, dataplane: 'kernel' }, plain);
    expect(text).toMatch(/Labs run on the kernel data plane\.$/);
  });

  it('says what the preflight saw where nothing is missing, and nothing more where packets went through', () => {
    const seenWith = (message: string): string => {
      const features = [feature('VRF', true, ['kernel']), check('VRF forwarding', message)];
      return /^Preflight\n(.*?)\n\n/ms.exec(
        formatDoctor({ ...view, features, dataplane: 'userspace' }, plain),
      )![1]!;
    };
    expect(seenWith('192.0.2.193 does not answer host-a')).toMatchInlineSnapshot(`
      "  PACKETS             FOR                         DATA PLANES  SEEN
        VRF forwarding  no  what VRF forwarding is for  kernel       192.0.2.193 does not answer host-a"
    `);
    expect(seenWith('')).toMatchInlineSnapshot(`
      "  PACKETS              FOR                         DATA PLANES
        VRF forwarding  yes  what VRF forwarding is for  kernel"
    `);
  });

  it('says that no plane can run', () => {
    const features = [feature('policy routing', false, ['kernel', 'userspace'])];
    const text = formatDoctor({ ...view, features, dataplane: null }, plain);
    expect(text).toContain('No data plane can run');
    expect(text).toMatch(/policy routing +another kernel/);
  });
});
