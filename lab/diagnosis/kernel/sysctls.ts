import type { KernelState } from '../observation.ts';

/** Value of a setting below /proc/sys/net/ipv4, e.g. `conf/eth0/rp_filter`; undefined if it was not read, or is not there. */
export function sysctl({ sysctls }: KernelState, path: string): string | undefined {
  return sysctls.find((line) => line.startsWith(`${path}:`))?.slice(path.length + 1);
}

/** Whether a switch of an interface is on, for itself or for all, e.g. `disable_xfrm`: the kernel takes either. */
export function isSet(kernel: KernelState, setting: string, name: string): boolean {
  return ['all', name].some((each) => sysctl(kernel, `conf/${each}/${setting}`) === '1');
}
