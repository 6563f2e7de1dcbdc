import { bound } from '../../topology/graph/find.ts';
import { configuredTunnels } from '../../topology/graph/tunnels.ts';
import type { Lab, VpnConnection } from '../../topology/types.ts';
import { establishedTunnels } from '../bgp-session.ts';
import { drop } from '../explanation.ts';
import { staysDown } from '../initiation.ts';
import type { EffectiveRoute } from '../transit-gateway.ts';
import type { Outcome } from './position.ts';

/**
 * AWS sends through one tunnel of the connection; here through the first that does not stay down as configured, and by a
 * propagated route through the first that has brought it.
 */
export function intoVpn(lab: Lab, vpn: VpnConnection, type: EffectiveRoute['type']): Outcome {
  const established = establishedTunnels(lab, vpn).map(({ tunnel }) => tunnel.name);
  const first = configuredTunnels(lab).find(
    ({ vpnConnection, tunnel }) =>
      vpnConnection === vpn &&
      (type === 'static' ? !staysDown(lab, tunnel.name) : established.includes(tunnel.name)),
  );
  if (first !== undefined) {
    const { tunnel, connection } = first;
    return { kind: 'tunnel', node: tunnel.name, vpnConnection: vpn, connection, towards: 'router' };
  }
  const { router } = bound(lab.customerGateways, vpn.customerGateway);
  return drop('noTunnelComesUp', { vpn: vpn.name, router: router.name });
}
