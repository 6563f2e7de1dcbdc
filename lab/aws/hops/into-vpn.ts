import { bound } from '../../topology/graph/find.ts';
import { configuredTunnels } from '../../topology/graph/tunnels.ts';
import type { Lab, VpnConnection } from '../../topology/types.ts';
import { drop } from '../explanation.ts';
import { staysDown } from '../initiation.ts';
import type { Outcome } from './position.ts';

/**
 * AWS sends through one tunnel of the connection, or spreads packets over several: here through the first that does not stay
 * down as configured.
 * @param carriers names of the tunnels that have brought the route by BGP, the preferred one first; null for a static route.
 */
export function intoVpn(lab: Lab, vpn: VpnConnection, carriers: readonly string[] | null): Outcome {
  const first = configuredTunnels(lab).find(({ vpnConnection, tunnel }) =>
    carriers === null ? vpnConnection === vpn && !staysDown(lab, tunnel.name) : tunnel.name === carriers[0],
  );
  if (first !== undefined) {
    const { tunnel, connection } = first;
    return { kind: 'tunnel', node: tunnel.name, vpnConnection: vpn, connection, towards: 'router' };
  }
  const { router } = bound(lab.customerGateways, vpn.customerGateway);
  return drop('noTunnelComesUp', { vpn: vpn.name, router: router.name });
}
