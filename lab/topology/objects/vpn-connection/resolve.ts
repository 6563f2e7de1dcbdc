import type * as z from 'zod';
import { given } from '../../../given.ts';
import { DEFAULTS } from '../../defaults.ts';
import { mapEntries } from '../../entries.ts';
import type { Entry } from '../../entries.ts';
import { TIMERS } from '../../timers.ts';
import type { TimerProfile } from '../../types.ts';
import { attachmentOf, vpnTargets } from '../gateways.ts';
import type { Gateway } from '../gateway.ts';
import { resolveRouting } from './routing.ts';
import type { vpnConnectionSchema } from './schema.ts';
import { TUNNEL_OPTION_DEFAULTS } from './tunnel-options.ts';
import type { Tunnel, TunnelOptions, VpnConnection } from './type.ts';

type RawVpnConnection = z.input<typeof vpnConnectionSchema>;
type RawTunnelOptions = NonNullable<Entry<RawVpnConnection['tunnels']>['options']>;

/** Fills in the defaults of a VPN connection; the gateway that it ends at follows from the lab's. */
export function resolveVpnConnection(
  name: string,
  raw: RawVpnConnection,
  gateways: readonly Gateway[],
  timers: TimerProfile,
): VpnConnection {
  const isIpv6 = raw.tunnelInsideIpVersion === 'ipv6';
  const tunnels = mapEntries(
    raw.tunnels,
    (
      tunnel,
      { outsideIpAddress, tunnelInsideCidr, tunnelInsideIpv6Cidr, preSharedKey, options = {} },
    ): Tunnel => {
      const { preSharedKey: optionalKey = null, ...others } = options;
      return {
        name: tunnel,
        outsideIpAddress,
        // A malformed one is missing.
        tunnelInsideCidr: (isIpv6 ? tunnelInsideIpv6Cidr : tunnelInsideCidr) ?? '',
        ...(isIpv6 && given({ insideIpv4Cidr: tunnelInsideCidr })),
        preSharedKey: preSharedKey ?? optionalKey,
        options: resolveTunnelOptions(others, timers),
      };
    },
  );
  return {
    name,
    customerGateway: raw.customerGateway,
    gateway: raw.gateway ?? gatewayOf(name, gateways)?.name ?? null,
    routes: raw.routes ?? [],
    enableAcceleration: raw.enableAcceleration ?? false,
    ...resolveRouting(raw),
    ...(isIpv6 && {
      tunnelInsideIpVersion: 'ipv6' as const,
      localIpv6NetworkCidr: raw.localIpv6NetworkCidr ?? DEFAULTS.ipv6NetworkCidr,
      remoteIpv6NetworkCidr: raw.remoteIpv6NetworkCidr ?? DEFAULTS.ipv6NetworkCidr,
    }),
    localIpv4NetworkCidr: raw.localIpv4NetworkCidr ?? DEFAULTS.networkCidr,
    remoteIpv4NetworkCidr: raw.remoteIpv4NetworkCidr ?? DEFAULTS.networkCidr,
    // Two: the schema reports any other number.
    tunnels: tunnels as [Tunnel, Tunnel],
  };
}

/** The pre-shared key that a tunnel has from the files of its router. */
export interface TunnelKey {
  /** As the files have it; null for one that the lab generates. */
  readonly preSharedKey: string | null;
  /** The tunnel that it is generated for: another one where the files have one key for both. */
  readonly generatedFor: string;
}

/** The connection with the keys that the files of its router have for its tunnels, where the lab file gives none. */
export function withRouterKeys(vpn: VpnConnection, keys: ReadonlyMap<string, TunnelKey>): VpnConnection {
  const [one, other] = vpn.tunnels.map((tunnel): Tunnel => {
    const key = keys.get(tunnel.name);
    if (key === undefined || tunnel.preSharedKey !== null) return tunnel;
    const { preSharedKey, generatedFor } = key;
    return { ...tunnel, preSharedKey, ...(generatedFor === tunnel.name ? {} : { keyOf: generatedFor }) };
  });
  return one === undefined || other === undefined ? vpn : { ...vpn, tunnels: [one, other] };
}

/** The gateway that attaches a VPN connection, or else the only one. */
function gatewayOf(vpn: string, gateways: readonly Gateway[]): Gateway | undefined {
  const attached = gateways.find((gateway) => attachmentOf(gateway, 'vpn', vpn) !== undefined);
  const targets = vpnTargets(gateways);
  return attached ?? (targets.length === 1 ? targets[0] : undefined);
}

/** No key of the raw options is present with the value undefined: YAML cannot say it. */
function resolveTunnelOptions(
  raw: Omit<RawTunnelOptions, 'preSharedKey'>,
  timers: TimerProfile,
): TunnelOptions {
  const { dpdDelaySeconds, dpdTimeoutSeconds } = TIMERS[timers].tunnel;
  const defaults = { ...TUNNEL_OPTION_DEFAULTS, dpdDelaySeconds, dpdTimeoutSeconds };
  return { ...defaults, ...(raw as Partial<TunnelOptions>) };
}
