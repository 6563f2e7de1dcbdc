import { ikeSides } from './ike-side.ts';
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
  const isUp = async (tunnel: TunnelEnds): Promise<boolean> =>
    (await ikeSides(scene, tunnel)).every(({ childSa }) => childSa !== null);
  if (node !== ends.gateway.router.name || (await isUp(ends))) return null;
  for (const other of allTunnelEnds(scene.lab.lab)) {
    if (other.gateway !== ends.gateway || other.tunnel === ends.tunnel || !(await isUp(other))) continue;
    const { evidence } = await matchingRoutes(scene.lab, node, 'main', destination.address);
    return stopped(placeOf(visit, `route to ${destination.address}`), {
      code: 'ROUTE_INTO_DEAD_TUNNEL',
      text: `the route stays on ${ends.connection.name}, which is down, while ${other.connection.name} is up: a static route knows nothing of its tunnel`,
      evidence,
      cure: `bring the routes into line with the CHILD_SAs (routing: childSa in the lab file, aws-updown.sh at AWS), or delete that of ${ends.connection.name} for now`,
    });
  }
  return null;
}
