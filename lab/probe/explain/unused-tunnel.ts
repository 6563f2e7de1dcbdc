import { because } from '../../causes/catalogue.ts';
import { describeSide, ikeSides } from './ike-side.ts';
import type { IkeSide } from './ike-side.ts';
import { stopped } from './live-explanation.ts';
import type { Hop } from './live-explanation.ts';
import { matchingRoutes } from './live-node.ts';
import { allTunnelEnds } from './tunnel-ends.ts';
import type { TunnelEnds } from './tunnel-ends.ts';
import { placeOf } from './visit.ts';
import type { Visit } from './visit.ts';

/** A router's route into a tunnel that is down while another one is up, so that the packet could have gone there; null if not so. */
export async function unusedTunnel(visit: Visit, ends: TunnelEnds): Promise<Hop | null> {
  const { scene, node, destination } = visit;
  const sides = await ikeSides(scene, ends);
  if (node !== ends.gateway.router.name || isUp(sides)) return null;
  for (const other of allTunnelEnds(scene.lab.definition)) {
    if (other.gateway !== ends.gateway || other.tunnel === ends.tunnel) continue;
    if (!isUp(await ikeSides(scene, other))) continue;
    const { routes, evidence } = await matchingRoutes(scene.lab, node, 'main', destination.address);
    const own = routes.find(({ dev }) => dev === ends.connection.name);
    return stopped(placeOf(visit, `route to ${destination.address}`), {
      ...because(reasonToStay(ends, sides[0]), {
        connection: ends.connection.name,
        otherConnection: other.connection.name,
        router: node,
      }),
      evidence: `${evidence}; ${describeSide(sides[0])}`,
      ...(own === undefined
        ? {}
        : { repair: { node, command: `ip route del ${own.dst} dev ${ends.connection.name}` } }),
    });
  }
  return null;
}

const isUp = (sides: readonly IkeSide[]): boolean => sides.every(({ childSa }) => childSa !== null);

function reasonToStay({ gateway: { router }, connection }: TunnelEnds, atRouter: IkeSide) {
  if (router.routing === 'static') return 'staticRouteIntoDeadTunnel';
  if (atRouter.childSa === null) return 'routeOutlivesChildSa';
  return connection.dpdAction === 'none' ? 'routeOfDeadPeerForGood' : 'routeOfDeadPeer';
}
