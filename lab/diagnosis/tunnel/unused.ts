import { because } from '../../causes/catalogue.ts';
import { stopped } from '../hop.ts';
import type { Hop } from '../hop.ts';
import { matchingRoutes, routesText } from '../kernel/routes.ts';
import { kernelOf, placeOf } from '../scene.ts';
import type { Visit } from '../scene.ts';
import type { Router } from '../../topology/types.ts';
import { configuredTunnels } from '../../topology/graph/tunnels.ts';
import type { ConfiguredTunnel } from '../../topology/graph/tunnels.ts';
import { carriesTraffic, describeSide, ikeSides } from './ike-side.ts';
import type { IkeSide } from './ike-side.ts';

/** A router's route into a tunnel that is down while another one is up, so that the packet could have gone there; null if not so. */
export function unusedTunnel(visit: Visit, ends: ConfiguredTunnel): Hop | null {
  const { scene, node, destination } = visit;
  const sides = ikeSides(scene, ends);
  if (node !== ends.customerGateway.router.name || sides.every(carriesTraffic)) return null;
  for (const other of configuredTunnels(scene.lab)) {
    if (other.customerGateway !== ends.customerGateway || other.tunnel === ends.tunnel) continue;
    if (!ikeSides(scene, other).every(carriesTraffic)) continue;
    const { address } = destination;
    const routes = matchingRoutes(kernelOf(scene, node), 'main', address);
    const own = routes.find(({ nextHops }) => nextHops.some(({ dev }) => dev === ends.connection.interface));
    return stopped(placeOf(visit, `route to ${address}`), {
      ...because(reasonToStay(ends, sides[0]), {
        connection: ends.connection.name,
        otherConnection: other.connection.name,
        router: node,
        how: howRoutesFollow(ends.customerGateway.router),
      }),
      evidence: `${routesText('main', address, routes)}; ${describeSide(sides[0])}`,
      ...(own === undefined
        ? {}
        : { repair: { node, command: `ip route del ${own.to} dev ${ends.connection.interface ?? ''}` } }),
    });
  }
  return null;
}

function reasonToStay({ customerGateway: { router }, connection }: ConfiguredTunnel, atRouter: IkeSide) {
  if (router.routing === 'static' || (router.own !== null && atRouter.childSa === null))
    return 'staticRouteIntoDeadTunnel';
  if (atRouter.childSa === null) return 'routeOutlivesChildSa';
  return connection.dpdAction === 'none' ? 'routeOfDeadPeerForGood' : 'routeOfDeadPeer';
}

/** What makes a router's routes follow its CHILD_SAs. */
export function howRoutesFollow({ own }: Pick<Router, 'own'>): string {
  return own === null ? 'routing: childSa in the lab file' : 'leftupdown with aws-updown.sh, or BGP';
}
