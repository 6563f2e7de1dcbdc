import { numberedTables } from '../../plan/nodes/transit-gateway.ts';
import { portsOf } from '../../topology/graph/links.ts';
import type { TransitGateway, TransitGatewayRouteTable } from '../../topology/types.ts';
import { matchingRoutes, routesText } from '../kernel/routes.ts';
import { tableByInterface } from '../kernel/rules.ts';
import { kernelOf } from '../scene.ts';
import type { Visit } from '../scene.ts';

/** A Transit Gateway route table that has a route, with the kernel's words for it. */
interface TableWithRoute {
  readonly name: string;
  readonly evidence: string;
}

/**
 * A route table with a route to the packet's destination that no attachment is associated with: it waits for the
 * association that the packet's attachment does not have. Null if there is none.
 * @param table the one that the packet was looked up in.
 */
export function associableTable(
  { scene, node, destination }: Visit,
  gateway: TransitGateway,
  table: TransitGatewayRouteTable,
): TableWithRoute | null {
  const { lab } = scene;
  const kernel = kernelOf(scene, node);
  const interfaces = portsOf(lab, gateway.name).map((port) => port.interface);
  const inUse = interfaces.map((each) => tableByInterface(kernel, each));
  for (const { name, number } of numberedTables(lab, gateway)) {
    const isInUse = inUse.some((each) => each?.table === String(number));
    if (name === table.name || isInUse) continue;
    const routes = matchingRoutes(kernel, String(number), destination.address);
    if (routes.some(({ nextHops }) => nextHops.some(({ dev }) => interfaces.includes(dev)))) {
      return { name, evidence: routesText(String(number), destination.address, routes) };
    }
  }
  return null;
}
