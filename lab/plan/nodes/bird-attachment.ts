import { associatedTable } from '../../aws/transit-gateway.ts';
import type { BirdAttachment } from '../../bgp/bird-gateway.ts';
import { portTowards } from '../../topology/graph/links.ts';
import type { Gateway, Lab, TransitGateway } from '../../topology/types.ts';

/** A node at the AWS end of a session, and its address of the session with its gateway. */
interface SessionEnd {
  readonly node: string;
  readonly endpointAddress: string;
}

/** What the BIRD of a gateway knows of the nodes that have sessions with it. */
export function birdEndpoints(
  lab: Lab,
  gateway: Gateway,
  ends: readonly SessionEnd[],
): BirdAttachment['endpoints'] {
  return ends.map(({ node, endpointAddress }) => ({
    tunnel: node,
    interface: portTowards(lab, gateway.name, node).interface,
    address: endpointAddress,
  }));
}

/** An attachment of a Transit Gateway, for its BIRD. */
export function birdAttachment(
  lab: Lab,
  gateway: TransitGateway,
  { name, preference }: Pick<BirdAttachment, 'name' | 'preference'>,
  ends: readonly SessionEnd[],
): BirdAttachment {
  return {
    name,
    preference,
    association: associatedTable(gateway, name)?.name ?? null,
    propagations: gateway.routeTables
      .filter(({ propagations }) => propagations.includes(name))
      .map((table) => table.name),
    endpoints: birdEndpoints(lab, gateway, ends),
  };
}
