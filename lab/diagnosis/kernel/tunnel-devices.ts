import type { KernelState } from '../observation.ts';
import { interfacesOf } from './interfaces.ts';
import { valuesOf, wordsOf } from './words.ts';

/** A device that hands what is routed into it to IPsec. */
export type TunnelDevice = VtiDevice | XfrmDevice;

/** A virtual tunnel interface: a policy and an SA belong to it by their mark, which is its key. */
export interface VtiDevice {
  readonly kind: 'vti';
  readonly name: string;
  /** Outside addresses of both ends; null stands for any. */
  readonly local: string | null;
  readonly remote: string | null;
  /** Keys of what comes in and of what goes out; 0 without one. */
  readonly ikey: number;
  readonly okey: number;
}

/** An XFRM interface: policies and SAs belong to it by their if_id. */
export interface XfrmDevice {
  readonly kind: 'xfrm';
  readonly name: string;
  readonly ifId: number;
}

/** Reads the tunnel devices of `ip -o -d link show`. */
export function tunnelDevicesOf(kernel: KernelState): TunnelDevice[] {
  return kernel.links.flatMap((line): TunnelDevice[] => {
    const [{ name } = { name: '' }] = interfacesOf({ ...kernel, links: [line] });
    const words = wordsOf(line);
    const kind = words.findIndex((word, at) => at > 0 && (word === 'vti' || word === 'xfrm'));
    const own = words.slice(kind + 1);
    if (kind < 0) return [];
    if (words[kind] === 'xfrm') {
      const { if_id: ifId = '0' } = valuesOf(own, ['if_id']);
      return [{ kind: 'xfrm', name, ifId: Number(ifId) }];
    }
    const { local, remote, ikey, okey } = valuesOf(own, ['local', 'remote', 'ikey', 'okey']);
    return [
      { kind: 'vti', name, local: endOf(local), remote: endOf(remote), ikey: keyOf(ikey), okey: keyOf(okey) },
    ];
  });
}

/** The tunnel device of that name; null if there is none. */
export function tunnelDevice(kernel: KernelState, name: string): TunnelDevice | null {
  return tunnelDevicesOf(kernel).find((each) => each.name === name) ?? null;
}

const endOf = (text: string | undefined): string | null =>
  text === undefined || text === 'any' || text === '0.0.0.0' ? null : text;

/** A key is printed as an address, e.g. 0.0.0.100. */
function keyOf(text = '0'): number {
  return text.split('.').reduce((key, part) => key * 256 + Number(part), 0);
}
