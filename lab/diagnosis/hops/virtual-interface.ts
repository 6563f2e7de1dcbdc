import { because } from '../../causes/catalogue.ts';
import { directConnectLink } from '../../topology/graph/direct-connect.ts';
import { CUSTOMER_INTERFACE } from '../../topology/graph/interfaces.ts';
import type { Finding, Hop } from '../hop.ts';
import { brokenLink } from '../link.ts';
import type { Visit } from '../scene.ts';
import { handOn } from './hand-on.ts';

/** What AWS's end of a virtual interface does with a packet: what comes from the site goes to the Transit Gateway, and back. */
export function hopsAtVirtualInterface(visit: Visit): Hop[] {
  return handOn(visit, 'virtual interface', noWayOn);
}

function noWayOn({ scene, node, passage }: Visit): Finding | null {
  const { attached, customerGateway, directConnectGateway } = directConnectLink(scene.lab, node);
  if (passage.in !== CUSTOMER_INTERFACE) return brokenLink(scene, node, customerGateway.router.name);
  if (attached !== null) return brokenLink(scene, node, attached.gateway.name);
  const facts = { directConnectGateway: directConnectGateway.name };
  return { ...because('directConnectNotAttached', facts), evidence: `${node} has no link to a gateway` };
}
