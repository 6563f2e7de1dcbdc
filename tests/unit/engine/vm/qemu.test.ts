import { describe, expect, it } from 'vitest';
import { vmFiles } from '../../../../lab/engine/vm/files.ts';
import { qemuArguments } from '../../../../lab/engine/vm/qemu.ts';

const system = { kernel: '/s/vmlinuz', initrd: '/s/initrd', disk: '/s/disk.raw', qemu: '/s/qemu' };
const shape = { accelerator: 'tcg', cpus: 2, memoryMiB: 3072, port: 23760, tscKhz: null } as const;
const args = (folder = '/v'): string[] => qemuArguments(system, vmFiles(folder), shape);

/** The value that follows an option. */
const valueOf = (option: string, of = args()): string | undefined => of[of.indexOf(option) + 1];

describe('QEMU', () => {
  it('lets nothing out of the VM, and only the engine in, through loopback', () => {
    const network = valueOf('-netdev')!.split(',');
    expect(network).toContain('restrict=on');
    expect(network).toContain('ipv6=off');
    expect(network.filter((each) => each.includes('fwd'))).toEqual([
      'hostfwd=tcp:127.0.0.1:23760-192.0.2.15:2376',
    ]);
    expect(args().filter((each) => each === '-netdev')).toHaveLength(1);
  });

  it('is the host’s processor with KVM, an emulated one without', () => {
    expect(valueOf('-accel')).toMatch(/^tcg,/);
    const kvm = qemuArguments(system, vmFiles('/v'), { ...shape, accelerator: 'kvm' });
    expect([valueOf('-accel', kvm), valueOf('-cpu', kvm)]).toEqual(['kvm', 'host']);
  });

  it('has the memory and the processors that were asked for', () => {
    expect([valueOf('-m'), valueOf('-smp')]).toEqual(['3072', '2']);
  });

  it('tells the kernel how fast the time stamp counter counts, where that is known', () => {
    expect(valueOf('-append')).not.toContain('tsc_early_khz');
    const told = qemuArguments(system, vmFiles('/v'), { ...shape, tscKhz: 2_596_122 });
    expect(valueOf('-append', told)!.split(' ')).toContain('tsc_early_khz=2596122');
  });

  it('writes to the disk of the run only, and reads the keys', () => {
    const drives = args().filter((_, index) => args()[index - 1] === '-drive');
    expect(drives).toEqual([
      expect.stringMatching(/^file=\/v\/run\/disk\.qcow2,/),
      expect.stringMatching(/^file=\/v\/keys\/server\.tar,.*readonly=on$/),
    ]);
  });

  it('takes a comma in a path for a part of it', () => {
    expect(valueOf('-drive', args('/a,b'))).toMatch(/^file=\/a,,b\/run\/disk\.qcow2,/);
  });
});
