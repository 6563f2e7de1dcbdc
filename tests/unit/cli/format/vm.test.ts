import { describe, expect, it } from 'vitest';
import { formatVmDown, formatVmStatus, formatVmUp } from '../../../../lab/cli/format/vm.ts';
import type { VmUpView } from '../../../../lab/cli/format/vm.ts';
import { plain } from '../fixtures.ts';

const view: VmUpView = {
  running: true,
  pid: 4711,
  accelerator: 'tcg',
  cpus: 2,
  memoryMiB: 3072,
  port: 2376,
  startedAt: '2026-11-26T10:00:00.000Z',
  engine: '26.1.5',
  kernel: '6.12.118+deb13-cloud-amd64',
  labs: [],
  environment: { DOCKER_HOST: 'tcp://127.0.0.1:2376', DOCKER_TLS_VERIFY: '1' },
  console: '/cache/console.log',
  started: true,
  discarded: null,
  durationMs: 23_400,
};

describe('formatVmUp', () => {
  it('says what was started and how to speak to it', () => {
    expect(formatVmUp(view, plain)).toBe(`The VM is up: its engine answers after 23.4 s.

  engine     Docker 26.1.5
  kernel     6.12.118+deb13-cloud-amd64
  processor  2, emulated, some ten times slower than KVM
  memory     3072 MiB
  labs       none
  console    /cache/console.log

Next
  s2s up --engine vm    a lab in it; every verb takes --engine vm
  s2s vm down           switch it off
  export DOCKER_HOST=tcp://127.0.0.1:2376
  export DOCKER_TLS_VERIFY=1`);
  });

  it('says that it ran already', () => {
    const text = formatVmUp({ ...view, started: false, accelerator: 'kvm', labs: ['a', 'b'] }, plain);
    expect(text).toMatch(/^The VM runs already\.\n\n/);
    expect(text).toContain('  processor  2, KVM\n');
    expect(text).toContain('  labs       a, b\n');
  });

  it('says why a disk was thrown away', () => {
    const text = formatVmUp({ ...view, discarded: 'the VM was not switched off' }, plain);
    expect(text).toContain('\nIt has an empty disk: the VM was not switched off.\n');
  });
});

it('formatVmStatus says whether it runs', () => {
  expect(formatVmStatus(view, plain)).toMatch(/^The VM runs\.\n\n {2}engine /);
  expect(formatVmStatus({ running: false, console: '/cache/console.log' }, plain)).toBe(
    'The VM does not run. `s2s vm up` starts it.',
  );
});

it('formatVmDown says what became of it', () => {
  expect(formatVmDown({ stopped: true, killed: false }, plain)).toMatch(/^The VM is switched off\. /);
  expect(formatVmDown({ stopped: true, killed: true }, plain)).toMatch(/^The VM is killed: /);
  expect(formatVmDown({ stopped: false, killed: false }, plain)).toMatch(/^The VM does not run; nothing/);
});
