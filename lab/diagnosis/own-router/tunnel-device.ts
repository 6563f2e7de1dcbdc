import { contains } from '../../topology/cidr.ts';
import type { Tunnel } from '../../topology/types.ts';
import { addressesOf, interfacesOf } from '../kernel/interfaces.ts';
import { tunnelDevicesOf } from '../kernel/tunnel-devices.ts';
import type { TunnelDevice } from '../kernel/tunnel-devices.ts';
import type { KernelState } from '../observation.ts';

/** How a connection ties its ESP to a device; 0 where it does not. */
export interface Binding {
  readonly mark: number;
  readonly ifId: number;
}

/** The device of a connection. */
export interface ConnectionDevice {
  readonly name: string;
  /** Its inside address; null where it has none. */
  readonly inside: string | null;
  readonly mtu: number;
}

/**
 * The device that a router means for a tunnel: that which has an address of the tunnel's inside CIDR block; without one,
 * the VTI whose remote end or key, or the XFRM interface whose if_id is the connection's. Null if there is none, as where
 * the connection is policy-based.
 */
export function tunnelDeviceOf(
  kernel: KernelState,
  tunnel: Tunnel,
  binding: Binding,
): ConnectionDevice | null {
  const addressed = addressesOf(kernel).find(
    (each) => each.interface !== 'lo' && contains(tunnel.tunnelInsideCidr, each.address),
  );
  const name =
    addressed?.interface ?? tunnelDevicesOf(kernel).find((each) => isBound(each, tunnel, binding))?.name;
  const found = interfacesOf(kernel).find((each) => each.name === name);
  return found === undefined
    ? null
    : { name: found.name, mtu: found.mtu, inside: addressed?.address ?? null };
}

function isBound(device: TunnelDevice, { outsideIpAddress }: Tunnel, { mark, ifId }: Binding): boolean {
  if (device.kind === 'xfrm') return ifId !== 0 && device.ifId === ifId;
  if (device.remote !== null && device.remote !== outsideIpAddress) return false;
  return device.remote === outsideIpAddress || (mark !== 0 && device.okey === mark);
}
