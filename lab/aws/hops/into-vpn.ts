import { bound } from '../../topology/graph/find.ts';
import { configuredTunnels } from '../../topology/graph/tunnels.ts';
import type { Lab, VpnConnection } from '../../topology/types.ts';
import { drop } from '../explanation.ts';
import { staysDown } from '../initiation.ts';
import type { Outcome, Position } from './position.ts';

/**
 * AWS sends through one tunnel of the connection, the first that does not stay down as configured, or spreads flows over
 * those that have brought a route by BGP, of several connections, too.
 * @param carriers names of the tunnels that have brought the route by BGP, the preferred one first; null for a static route.
 */
export function intoVpn(lab: Lab, vpn: VpnConnection, carriers: readonly string[] | null): Outcome {
  const [first, ...alternatives] = configuredTunnels(lab)
    .filter(({ vpnConnection, tunnel }) =>
      carriers === null
        ? vpnConnection === vpn && !staysDown(lab, tunnel.name)
        : carriers.includes(tunnel.name),
    )
    .map(({ tunnel, vpnConnection, connection }): Position => ({
      kind: 'tunnel',
      node: tunnel.name,
      vpnConnection,
      connection,
      towards: 'router',
    }));
  if (first !== undefined) return carriers === null ? first : { ...first, alternatives };
  const { router } = bound(lab.customerGateways, vpn.customerGateway);
  return drop('noTunnelComesUp', { vpn: vpn.name, router: router.name });
}
