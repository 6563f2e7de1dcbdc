import type { KernelState } from '../observation.ts';

/** Value of a setting below /proc/sys/net/ipv4, e.g. `conf/eth0/rp_filter`; undefined if it was not read, or is not there. */
export function sysctl({ sysctls }: KernelState, path: string): string | undefined {
  return sysctls.find((line) => line.startsWith(`${path}:`))?.slice(path.length + 1);
}
