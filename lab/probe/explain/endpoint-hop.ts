import { ENDPOINT_GATEWAY_INTERFACE } from '../../topology/graph/interfaces.ts';
import { ikeSides } from './ike-side.ts';
import { brokenLink } from './link.ts';
import { passed, stopped, unexplained } from './live-explanation.ts';
import type { Finding, Hop } from './live-explanation.ts';
import { routeOf } from './live-node.ts';
import { dropFinding } from './packet-filter.ts';
import { refusalOf } from './refusal.ts';
import { tunnelDown } from './tunnel-down.ts';
import { tunnelEnds } from './tunnel-ends.ts';
import { placeOf } from './visit.ts';
import type { Visit } from './visit.ts';

/** What a tunnel endpoint does with a packet: what comes out of the tunnel goes to the Transit Gateway, and back. */
export async function hopsAtEndpoint(visit: Visit): Promise<Hop[]> {
  const { scene, node, passage, source, destination } = visit;
  const place = placeOf(visit, 'tunnel endpoint');
  if (passage.drop !== null) return [stopped(place, await dropFinding(scene.lab, node, passage.drop))];
  const { evidence } = await routeOf(scene.lab, node, source.address, destination.address, passage.in);
  if (passage.fate !== 'stopped') return [passed(place, `${node} hands it on`, evidence)];
  const finding = (await refusalOf(visit)) ?? (await noWayToTransitGateway(visit));
  return [
    finding === null
      ? unexplained(place, `${node} did not hand it on, for no reason that was found`, evidence)
      : stopped(place, finding),
  ];
}

/** An endpoint takes its link to the Transit Gateway down with its last CHILD_SA, so the SAs are looked at first. */
async function noWayToTransitGateway({ scene, node, passage }: Visit): Promise<Finding | null> {
  if (passage.in === ENDPOINT_GATEWAY_INTERFACE) return null;
  const ends = tunnelEnds(scene.lab.definition, node);
  const gateway = ends?.vpnConnection.gateway ?? null;
  const broken = gateway === null ? null : await brokenLink(scene, node, gateway);
  if (broken?.code !== 'LINK_DOWN' || ends === undefined) return broken;
  return (await tunnelDown(scene, ends, await ikeSides(scene, ends))) ?? broken;
}
