import { because } from '../../causes/catalogue.ts';
import { directConnectLink } from '../../topology/graph/direct-connect.ts';
import { CUSTOMER_INTERFACE } from '../../topology/graph/interfaces.ts';
import type { Finding, Hop } from '../hop.ts';
import { brokenLink } from '../link.ts';
import type { Visit } from '../scene.ts';
import { kernelOf } from '../scene.ts';
import { seenLinks } from '../direct-connect.ts';
import { matchingRoutes, routesText } from '../kernel/routes.ts';
import { tableByInterface } from '../kernel/rules.ts';
import { handOn } from './hand-on.ts';

/** What AWS's end of a virtual interface does with a packet: what comes from the site goes to the Transit Gateway, and back. */
export function hopsAtVirtualInterface(visit: Visit): Hop[] {
  return handOn(visit, 'virtual interface', noWayOn);
}

function noWayOn(visit: Visit): Finding | null {
  const { scene, node, passage } = visit;
  const { attached, customerGateway, directConnectGateway } = directConnectLink(scene.lab, node);
  if (passage.in !== CUSTOMER_INTERFACE)
    return brokenLink(scene, node, customerGateway.router.name) ?? notLearned(visit);
  if (attached !== null) return brokenLink(scene, node, attached.gateway.name);
  const facts = { directConnectGateway: directConnectGateway.name };
  return { ...because('directConnectNotAttached', facts), evidence: `${node} has no link to a gateway` };
}

/** Why AWS's end of a virtual interface has no route to the site: its session is down, or did not bring one. */
function notLearned({ scene, node, passage, destination: { address } }: Visit): Finding {
  const { customerGateway, directConnectGateway } = directConnectLink(scene.lab, node);
  const kernel = kernelOf(scene, node);
  const table = tableByInterface(kernel, passage.in ?? '')?.table ?? 'main';
  const evidence = routesText(table, address, matchingRoutes(kernel, table, address));
  const seen = seenLinks(scene, customerGateway).find(({ virtualInterface }) => virtualInterface === node);
  if (seen?.isUp === false) return { ...seen.cause, evidence: `${evidence}; ${seen.evidence}` };
  const facts = {
    directConnectGateway: directConnectGateway.name,
    address,
    router: customerGateway.router.name,
    virtualInterface: node,
  };
  return { ...because('notAnnouncedOverDirectConnect', facts), evidence };
}
