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
    const route = `the route stays on ${ends.connection.name}, which is down, while ${other.connection.name} is up`;
    const why = reasonToStay(ends, sides[0]);
    return stopped(placeOf(visit, `route to ${destination.address}`), {
      code: 'ROUTE_INTO_DEAD_TUNNEL',
      text: `${route}: ${why.text}`,
      evidence: `${evidence}; ${describeSide(sides[0])}`,
      cure: why.cure,
      ...(own === undefined
        ? {}
        : { repair: { node, command: `ip route del ${own.dst} dev ${ends.connection.name}` } }),
    });
  }
  return null;
}

const isUp = (sides: readonly IkeSide[]): boolean => sides.every(({ childSa }) => childSa !== null);

function reasonToStay(
  { gateway: { router }, connection }: TunnelEnds,
  atRouter: IkeSide,
): { readonly text: string; readonly cure: string } {
  const { name } = connection;
  if (router.routing === 'static') {
    return {
      text: 'a static route knows nothing of its tunnel',
      cure: `bring the routes into line with the CHILD_SAs (routing: childSa in the lab file, aws-updown.sh at AWS), or delete that of ${name} for now`,
    };
  }
  if (atRouter.childSa === null) {
    return {
      text: 'it was to go with the CHILD_SA of its tunnel, which is gone',
      cure: `bring the routes into line with the CHILD_SAs at ${router.name}: s2s-ike sync ${name}`,
    };
  }
  return {
    text: `${router.name} still has a CHILD_SA of it, and the route goes only with that${connection.dpdAction === 'none' ? ': its DPD is off, so it never finds the peer dead' : ''}`,
    cure:
      connection.dpdAction === 'none'
        ? `turn DPD on at ${router.name} (dpdaction=restart for ${name})`
        : `wait until the DPD of ${router.name} finds the peer dead: then the route goes with the CHILD_SA`,
  };
}
