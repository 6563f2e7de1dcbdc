import type { KernelState } from '../observation.ts';
import { addressesOf, interfacesOf } from '../kernel/interfaces.ts';
import { routesOf } from '../kernel/routes.ts';

/** What a tunnel device is made with. */
export type DeviceSpec =
  | { readonly kind: 'vti'; readonly local: string; readonly remote: string; readonly key: number }
  | { readonly kind: 'xfrm'; readonly under: string; readonly ifId: number };

/** A command that makes a tunnel device anew, with the addresses, the MTU and the routes that it has. */
export function rebuild(kernel: KernelState, name: string, spec: DeviceSpec): string {
  const { mtu = 1419 } = interfacesOf(kernel).find((each) => each.name === name) ?? {};
  const addresses = addressesOf(kernel).filter((each) => each.interface === name);
  const routes = routesOf(kernel).filter(
    ({ type, table, nextHops, text }) =>
      type === 'unicast' &&
      table === 'main' &&
      !text.includes(' proto kernel ') &&
      nextHops.length === 1 &&
      nextHops[0]!.dev === name,
  );
  return [
    `ip link del ${name}`,
    `ip link add ${name} type ${kindText(spec)}`,
    ...addresses.map(({ address, prefix, peer }) =>
      peer === undefined
        ? `ip address add ${prefix} dev ${name}`
        : `ip address add ${address} peer ${peer} dev ${name}`,
    ),
    `ip link set ${name} mtu ${mtu} up`,
    ...(spec.kind === 'vti'
      ? [`sysctl -qw net.ipv4.conf.${name}.disable_policy=1 net.ipv4.conf.${name}.rp_filter=2`]
      : []),
    ...routes.map(({ text }) => `ip route replace ${text}`),
  ].join(' && ');
}

function kindText(spec: DeviceSpec): string {
  return spec.kind === 'vti'
    ? `vti local ${spec.local} remote ${spec.remote} key ${spec.key}`
    : `xfrm dev ${spec.under} if_id ${spec.ifId}`;
}
