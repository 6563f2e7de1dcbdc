import { portsOf } from '../../topology/graph/links.ts';
import { numberedTables } from '../../plan/nodes/transit-gateway.ts';
import type { TransitGateway, TransitGatewayRouteTable } from '../../topology/types.ts';
import { matchingRoutes, tableOf } from './live-node.ts';
import type { Visit } from './visit.ts';

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
export async function associableTable(
  { scene: { lab }, node, destination }: Visit,
  gateway: TransitGateway,
  table: TransitGatewayRouteTable,
): Promise<TableWithRoute | null> {
  const interfaces = portsOf(lab.definition, gateway.name).map((port) => port.interface);
  const inUse = await Promise.all(interfaces.map((each) => tableOf(lab, node, each)));
  for (const { name, number } of numberedTables(lab.definition, gateway)) {
    const isInUse = inUse.some((each) => each?.table === String(number));
    if (name === table.name || isInUse) continue;
    const { routes, evidence } = await matchingRoutes(lab, node, String(number), destination.address);
    if (routes.some(({ dev }) => dev !== undefined && interfaces.includes(dev))) return { name, evidence };
  }
  return null;
}
