import { because } from '../../causes/catalogue.ts';
import { neighbourAt } from '../../topology/graph/links.ts';
import { ENDPOINT_GATEWAY_INTERFACE } from '../../topology/graph/interfaces.ts';
import type { Finding, Hop } from '../hop.ts';
import { brokenLink } from '../link.ts';
import type { Visit } from '../scene.ts';
import { handOn } from './hand-on.ts';
import { tunnelDown } from '../tunnel/down.ts';
import { configuredTunnel, tunnelOf } from '../../topology/graph/tunnels.ts';
import { ikeSides } from '../tunnel/ike-side.ts';

/** What a tunnel endpoint does with a packet: what comes out of the tunnel goes to the Transit Gateway, and back. */
export function hopsAtEndpoint(visit: Visit): Hop[] {
  return handOn(visit, 'tunnel endpoint', noWayToTransitGateway);
}

/** An endpoint takes its link to the Transit Gateway down with its last CHILD_SA, so the SAs are looked at first. */
function noWayToTransitGateway({ scene, node, passage }: Visit): Finding | null {
  if (passage.in === ENDPOINT_GATEWAY_INTERFACE) return null;
  const ends = configuredTunnel(scene.lab, node);
  const { name: vpn, gateway } = tunnelOf(scene.lab, node).vpnConnection;
  const evidence = `${node} has no interface ${ENDPOINT_GATEWAY_INTERFACE}`;
  if (gateway === null) return { ...because('vpnWithoutGateway', { vpn }), evidence };
  if (neighbourAt(scene.lab, node, ENDPOINT_GATEWAY_INTERFACE) === undefined)
    return { ...because('vpnNotAttached', { vpn, gateway }), evidence };
  const broken = brokenLink(scene, node, gateway);
  if (broken?.code !== 'LINK_DOWN' || ends === undefined) return broken;
  return tunnelDown(scene, ends, ikeSides(scene, ends)) ?? broken;
}
