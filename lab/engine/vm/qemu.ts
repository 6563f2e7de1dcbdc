import { join } from 'node:path';
import { execa } from 'execa';
import type { VmFiles } from './files.ts';
import type { VmSystem } from './system.ts';

/** How the processor is had: the host's own, or emulated, which is some ten times slower. */
export type Accelerator = 'kvm' | 'tcg';

/** What a VM is started with. */
export interface VmShape {
  readonly accelerator: Accelerator;
  readonly cpus: number;
  readonly memoryMiB: number;
  /** Port of 127.0.0.1 that leads to the engine's API. */
  readonly port: number;
  /** How fast the processor's time stamp counter counts, in kHz; null if the VM's kernel has to find out. */
  readonly tscKhz: number | null;
}

/** The guest's side of the user-mode network (RFC 5737); images/vm/init knows these, too. */
const GUEST = { network: '192.0.2.0/24', host: '192.0.2.2', address: '192.0.2.15', port: 2376 };

/**
 * Runs one of QEMU's programs with the libraries that it came with, whatever the host has.
 * @param name e.g. `qemu-img`
 */
export async function runQemu(
  { qemu }: Pick<VmSystem, 'qemu'>,
  name: string,
  args: readonly string[],
): Promise<void> {
  const libraries = join(qemu, 'usr/lib/x86_64-linux-gnu');
  const program = join(qemu, 'usr/bin', name);
  await execa(join(libraries, 'ld-linux-x86-64.so.2'), ['--library-path', libraries, program, ...args], {
    stdin: 'ignore',
  });
}

/**
 * QEMU's arguments: no device but a disk, a network, a console and a source of random numbers. The network is QEMU's
 * own (`user`) and restricted: nothing in the VM can open a connection to the host or beyond it, and from outside only
 * the engine's API can be reached, through a port of 127.0.0.1. Pure.
 */
export function qemuArguments(system: VmSystem, files: VmFiles, shape: VmShape): string[] {
  const { accelerator, cpus, memoryMiB, port, tscKhz } = shape;
  const forward = `hostfwd=tcp:127.0.0.1:${port}-${GUEST.address}:${GUEST.port}`;
  return [
    ...['qemu', 'seabios'].flatMap((folder) => ['-L', join(system.qemu, 'usr/share', folder)]),
    ...['-name', 's2s-vm', '-M', 'q35', '-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
    ...(accelerator === 'kvm'
      ? ['-accel', 'kvm', '-cpu', 'host']
      : // Five levels of page tables only cost time.
        ['-accel', 'tcg,thread=multi,tb-size=1024', '-cpu', 'max,la57=off']),
    ...['-smp', String(cpus), '-m', String(memoryMiB)],
    ...['-kernel', system.kernel, '-initrd', system.initrd, '-append', kernelOptions(tscKhz)],
    // A host that crashes takes this disk with it: it holds nothing that cannot be made again.
    ...['-drive', `file=${escape(files.disk)},if=virtio,format=qcow2,cache=unsafe,discard=unmap`],
    ...['-drive', `file=${escape(files.serverKeys)},if=virtio,format=raw,readonly=on`],
    ...['-netdev', `user,id=net,restrict=on,ipv6=off,net=${GUEST.network},host=${GUEST.host},${forward}`],
    ...['-device', 'virtio-net-pci,netdev=net,romfile=', '-device', 'virtio-rng-pci'],
    ...['-chardev', `socket,id=control,path=${escape(files.control)},server=on,wait=off`],
    ...['-device', 'virtio-serial-pci', '-device', 'virtconsole,chardev=control'],
    ...['-serial', `file:${files.console}`, '-pidfile', files.pid, '-daemonize'],
  ];
}

/**
 * Nobody but the lab runs in the VM, so nothing is to be defended against there. An emulated processor translates a
 * program again wherever it is loaded: `norandmaps`, the same addresses for all, halves the time a lab takes to come up.
 * On a busy host a kernel that measures its time stamp counter finds it up to twenty times too slow, and its clock then runs
 * that much ahead: it is told.
 */
function kernelOptions(tscKhz: number | null): string {
  return [
    'console=ttyS0 quiet loglevel=4 panic=-1',
    'mitigations=off audit=0 nokaslr norandmaps no_timer_check tsc=reliable random.trust_cpu=on',
    ...(tscKhz === null ? [] : [`tsc_early_khz=${tscKhz}`]),
  ].join(' ');
}

/** QEMU takes a comma for the end of a value, and two for one comma. */
const escape = (path: string): string => path.replaceAll(',', ',,');
