import { because } from '../../causes/catalogue.ts';
import { neighbourAt } from '../../topology/graph/links.ts';
import { ENDPOINT_GATEWAY_INTERFACE } from '../../topology/graph/interfaces.ts';
import { passed, stopped, unexplained } from '../hop.ts';
import type { Finding, Hop } from '../hop.ts';
import { brokenLink } from '../link.ts';
import { dropFinding } from '../packet-filter.ts';
import { refusalOf } from '../refusal.ts';
import { placeOf, routeOf } from '../scene.ts';
import type { Visit } from '../scene.ts';
import { tunnelDown } from '../tunnel/down.ts';
import { configuredTunnel, tunnelOf } from '../../topology/graph/tunnels.ts';
import { ikeSides } from '../tunnel/ike-side.ts';

/** What a tunnel endpoint does with a packet: what comes out of the tunnel goes to the Transit Gateway, and back. */
export function hopsAtEndpoint(visit: Visit): Hop[] {
  const { scene, node, passage } = visit;
  const place = placeOf(visit, 'tunnel endpoint');
  if (passage.drop !== null) return [stopped(place, dropFinding(scene, node, passage.drop))];
  const { evidence } = routeOf(visit);
  if (passage.fate !== 'stopped') return [passed(place, `${node} hands it on`, evidence)];
  const finding = refusalOf(visit) ?? noWayToTransitGateway(visit);
  return [
    finding === null
      ? unexplained(place, `${node} did not hand it on, for no reason that was found`, evidence)
      : stopped(place, finding),
  ];
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
