import { because } from '../../causes/catalogue.ts';
import { contains } from '../../topology/cidr.ts';
import { passed, stopped, unexplained } from '../hop.ts';
import type { Finding, Hop } from '../hop.ts';
import { repairOfDrop } from '../packet-filter.ts';
import { deviceRefuses } from '../ipsec/device.ts';
import { interfaceMissing } from '../own-router/missing-interface.ts';
import { missingInKernel } from '../ipsec/missing.ts';
import { leavesInPlaintext } from '../ipsec/unprotected.ts';
import { leavingAddresses } from '../translation.ts';
import { placeOf } from '../scene.ts';
import type { Visit } from '../scene.ts';
import { tunnelDown } from './down.ts';
import type { ConfiguredTunnel } from '../../topology/graph/tunnels.ts';
import { ikePassage } from './ike-messages.ts';
import { describeSide, ikeSides } from './ike-side.ts';
import type { IkeSide } from './ike-side.ts';
import { tunnelInterfaceDown } from './interface.ts';
import { brokenPublicPath, lostOnPublicPath } from './public-path.ts';
import type { Towards } from './public-path.ts';

const subjectOf = ({ tunnel, connection }: ConfiguredTunnel): string => `${tunnel.name} (${connection.name})`;

/** A packet that came out at the other end of a tunnel. */
export function tunnelPassed(visit: Visit, ends: ConfiguredTunnel, next: string): Hop {
  const [router, endpoint] = ikeSides(visit.scene, ends);
  const evidence = describeSide(router.childSa === null ? endpoint : router);
  const carried = `the CHILD_SA carries it to ${next}`;
  const live = endpoint.ikeSa?.remoteHost ?? ends.customerGateway.ipAddress;
  const moved =
    live === ends.customerGateway.ipAddress
      ? ''
      : `, though ${ends.tunnel.name} has the router at ${live} now, and customer gateway ${ends.customerGateway.name} is ${ends.customerGateway.ipAddress}: the SA has followed the NAT's new address`;
  return passed(placeOf(visit, subjectOf(ends)), `${carried}${moved}`, evidence);
}

/**
 * Why a tunnel carries nothing, by what is found from the outside in: nodes and links of the public side, the IKE
 * daemons, the SAs, and what became of ESP.
 * @param towards which way the packet goes.
 * @param probes how many of the packets that were sent went into it; 0 where they did not get there.
 */
export function tunnelLost(visit: Visit, ends: ConfiguredTunnel, towards: Towards, probes: number): Hop {
  const { scene } = visit;
  const sides = ikeSides(scene, ends);
  const found =
    brokenPublicPath(scene, ends, towards) ??
    tunnelDown(scene, ends, sides) ??
    interfaceMissing(scene, ends) ??
    ipsecRefuses(visit, ends, towards) ??
    missingInKernel(scene, ends) ??
    espLost(visit, ends, towards, probes) ??
    innerFinding(visit, ends, sides, towards);
  const place = placeOf(visit, subjectOf(ends));
  if (found !== null) return stopped(place, found);
  const evidence = sides.map(describeSide).join('; ');
  return unexplained(place, 'it went into the tunnel and did not come out', evidence);
}

/** Both ends have their SAs: what the router's kernel has against handing it to them, or taking it from them. */
function ipsecRefuses(visit: Visit, ends: ConfiguredTunnel, towards: Towards): Finding | null {
  const { source, destination } = leavingAddresses(visit);
  if (towards === 'router')
    return deviceRefuses(visit.scene, ends, { source: destination, destination: source });
  return deviceRefuses(visit.scene, ends, { source, destination }) ?? leavesInPlaintext(visit, ends);
}

/** Both ends have their SAs: what the public side does to ESP, and whether it is to ESP alone. */
function espLost({ scene }: Visit, ends: ConfiguredTunnel, towards: Towards, probes: number): Finding | null {
  const lost = lostOnPublicPath(scene.trace.esp, ends, towards, probes);
  if (lost === null || !['PACKET_FILTERED', 'NO_ROUTE_TO_DESTINATION'].includes(lost.code)) return lost;
  const { blocked } = ikePassage(scene, ends);
  if (blocked !== null || lost.code !== 'PACKET_FILTERED') return blocked ?? lost;
  const { node = '' } = lost;
  return {
    ...lost,
    ...repairOfDrop(scene, scene.trace.esp, node),
    ...because('espBlocked', { node }),
  };
}

/** ESP got through: what the ends do with what is inside. */
function innerFinding(
  { scene, source, destination }: Visit,
  { customerGateway, connection, vpnConnection }: ConfiguredTunnel,
  sides: readonly IkeSide[],
  towards: Towards,
): Finding | null {
  const down = tunnelInterfaceDown(scene, customerGateway.router.name, connection);
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
