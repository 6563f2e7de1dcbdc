import { given } from '../given.ts';
import type * as vpn from '../import/ec2/vpn.ts';
import { describedLogOptions, MEMBER_OF } from '../import/lab-file/tunnel-options.ts';
import { isIpv6 } from '../topology/cidr.ts';
import { networkCidrs } from '../topology/graph/tunnels.ts';
import { TUNNEL_OPTION_DEFAULTS } from '../topology/objects/vpn-connection/tunnel-options.ts';
import { TIMERS } from '../topology/timers.ts';
import type { Lab, Tunnel, VpnConnection } from '../topology/types.ts';

/** The traffic selectors of a connection, under the names of what it carries. */
export function describedNetworks(connection: VpnConnection): vpn.VpnConnectionOptions {
  const { local, remote } = networkCidrs(connection);
  return connection.tunnelInsideIpVersion === 'ipv6'
    ? { LocalIpv6NetworkCidr: local, RemoteIpv6NetworkCidr: remote }
    : { LocalIpv4NetworkCidr: local, RemoteIpv4NetworkCidr: remote };
}

/** Options that are AWS's defaults, or the timer profile's, are left out, as the API leaves out what the customer did not set. */
export function describedTunnel(
  { timers }: Lab,
  { outsideIpAddress, tunnelInsideCidr, insideIpv4Cidr, options }: Tunnel,
): vpn.TunnelOption {
  const ofProfile = { ...TUNNEL_OPTION_DEFAULTS, dpdTimeoutSeconds: TIMERS[timers].tunnel.dpdTimeoutSeconds };
  const own = [...MEMBER_OF].flatMap(([key, member]) => {
    const value: unknown = options[key as keyof typeof options];
    const usual: unknown = ofProfile[key as keyof typeof options];
    if (JSON.stringify(value) === JSON.stringify(usual)) return [];
    return [[member, Array.isArray(value) ? value.map((Value: unknown) => ({ Value })) : value] as const];
  });
  return {
    OutsideIpAddress: outsideIpAddress,
    ...(isIpv6(tunnelInsideCidr)
      ? { TunnelInsideIpv6Cidr: tunnelInsideCidr, ...given({ TunnelInsideCidr: insideIpv4Cidr }) }
      : { TunnelInsideCidr: tunnelInsideCidr }),
    ...Object.fromEntries(own),
    ...describedLogOptions(options),
  };
}
