import { because } from '../../causes/catalogue.ts';
import { directConnectLink } from '../../topology/graph/direct-connect.ts';
import { CUSTOMER_INTERFACE } from '../../topology/graph/interfaces.ts';
import { passed, stopped, unexplained } from '../hop.ts';
import type { Finding, Hop } from '../hop.ts';
import { brokenLink } from '../link.ts';
import { dropFinding } from '../packet-filter.ts';
import { refusalOf } from '../refusal.ts';
import { placeOf, routeOf } from '../scene.ts';
import type { Visit } from '../scene.ts';

/** What AWS's end of a virtual interface does with a packet: what comes from the site goes to the Transit Gateway, and back. */
export function hopsAtVirtualInterface(visit: Visit): Hop[] {
  const { scene, node, passage } = visit;
  const place = placeOf(visit, 'virtual interface');
  if (passage.drop !== null) return [stopped(place, dropFinding(scene, node, passage.drop))];
  const { evidence } = routeOf(visit);
  if (passage.fate !== 'stopped') return [passed(place, `${node} hands it on`, evidence)];
  const finding = refusalOf(visit) ?? noWayOn(visit);
  return [
    finding === null
      ? unexplained(place, `${node} did not hand it on, for no reason that was found`, evidence)
      : stopped(place, finding),
  ];
}

function noWayOn({ scene, node, passage }: Visit): Finding | null {
  const { attached, customerGateway, directConnectGateway } = directConnectLink(scene.lab, node);
  if (passage.in !== CUSTOMER_INTERFACE) return brokenLink(scene, node, customerGateway.router.name);
  if (attached !== null) return brokenLink(scene, node, attached.gateway.name);
  const facts = { directConnectGateway: directConnectGateway.name };
  return { ...because('directConnectNotAttached', facts), evidence: `${node} has no link to a gateway` };
}
