import { because } from '../../causes/catalogue.ts';
import { contains } from '../../topology/cidr.ts';
import { describeSide, ikeSides } from './ike-side.ts';
import type { IkeSide } from './ike-side.ts';
import { passed, stopped, unexplained } from './live-explanation.ts';
import type { Finding, Hop } from './live-explanation.ts';
import { repairOfDrop } from './packet-filter.ts';
import { brokenPublicPath, lostOnPublicPath } from './public-path.ts';
import type { Towards } from './public-path.ts';
import { ikePassage } from './public-probe.ts';
import { tunnelDown } from './tunnel-down.ts';
import type { TunnelEnds } from './tunnel-ends.ts';
import { tunnelInterfaceDown } from './tunnel-interface.ts';
import { placeOf } from './visit.ts';
import type { Visit } from './visit.ts';

const subjectOf = ({ tunnel, connection }: TunnelEnds): string => `${tunnel.name} (${connection.name})`;

/** A packet that came out at the other end of a tunnel. */
export async function tunnelPassed(visit: Visit, ends: TunnelEnds, next: string): Promise<Hop> {
  const [router, endpoint] = await ikeSides(visit.scene, ends);
  const evidence = describeSide(router.childSa === null ? endpoint : router);
  const carried = `the CHILD_SA carries it to ${next}`;
  const live = endpoint.ikeSa?.remoteHost ?? ends.gateway.ipAddress;
  const moved =
    live === ends.gateway.ipAddress
      ? ''
      : `, though ${ends.tunnel.name} has the router at ${live} now, and customer gateway ${ends.gateway.name} is ${ends.gateway.ipAddress}: the SA has followed the NAT's new address`;
  return passed(placeOf(visit, subjectOf(ends)), `${carried}${moved}`, evidence);
}

/**
 * Why a tunnel carries nothing, by what is found from the outside in: nodes and links of the public side, the IKE
 * daemons, the SAs, and what became of ESP.
 * @param towards which way the packet goes.
 */
export async function tunnelLost(visit: Visit, ends: TunnelEnds, towards: Towards): Promise<Hop> {
  const { scene } = visit;
  const sides = await ikeSides(scene, ends);
  const found =
    (await brokenPublicPath(scene, ends, towards)) ??
    (await tunnelDown(scene, ends, sides)) ??
    (await espLost(visit, ends, towards)) ??
    (await innerFinding(visit, ends, sides, towards));
  const place = placeOf(visit, subjectOf(ends));
  if (found !== null) return stopped(place, found);
  const evidence = sides.map(describeSide).join('; ');
  return unexplained(place, 'it went into the tunnel and did not come out', evidence);
}

/** Both ends have their SAs: what the public side does to ESP, and whether it is to ESP alone. */
async function espLost({ scene }: Visit, ends: TunnelEnds, towards: Towards): Promise<Finding | null> {
  const lost = lostOnPublicPath(scene.probe.passages, ends, towards);
  if (lost === null || !['PACKET_FILTERED', 'NO_ROUTE_TO_DESTINATION'].includes(lost.code)) return lost;
  const { blocked } = await ikePassage(scene, ends);
  if (blocked !== null || lost.code !== 'PACKET_FILTERED') return blocked ?? lost;
  const { node = '' } = lost;
  return {
    ...lost,
    ...(await repairOfDrop(scene.lab, scene.probe.passages, node)),
    ...because('espBlocked', { node }),
  };
}

/** ESP got through: what the ends do with what is inside. */
async function innerFinding(
  { scene, source, destination }: Visit,
  { gateway, connection, vpnConnection }: TunnelEnds,
  sides: readonly IkeSide[],
  towards: Towards,
): Promise<Finding | null> {
  const down = await tunnelInterfaceDown(scene, gateway.router.name, connection);
  if (down !== null) return down;
  const admits = ({ childSa }: IkeSide): boolean =>
    [source, destination].every(({ address }) =>
      [...(childSa?.localTs ?? []), ...(childSa?.remoteTs ?? [])].some((selector) =>
        contains(selector, address),
      ),
    );
  const refusing = sides.find((side) => !admits(side));
  if (refusing === undefined) return null;
  const { node, childSa } = refusing;
  return {
    node,
    ...because('selectorsExclude', {
      connection: connection.name,
      vpn: vpnConnection.name,
      customerAddress: towards === 'aws' ? source.address : destination.address,
      awsAddress: towards === 'aws' ? destination.address : source.address,
    }),
    evidence: `CHILD_SA of ${node}: ${childSa?.localTs.join(', ') ?? ''} === ${childSa?.remoteTs.join(', ') ?? ''}`,
  };
}
