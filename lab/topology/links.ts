import { INTERNET, internetGatewayName } from './names.ts';
import type { Lab, Link } from './types.ts';

/** The pairs of nodes of a lab that have a link between them; no pair has two. */
export function linkedNodes(lab: Lab): (readonly [string, string])[] {
  const tunnelsOf = (connection: string): string[] =>
    lab.vpnConnections
      .filter(({ name }) => name === connection)
      .flatMap(({ tunnels }) => tunnels.map(({ name }) => name));
  return [
    ...lab.customerGateways.flatMap(({ name, router, hosts }): [string, string][] => [
      [INTERNET, internetGatewayName(name)],
      [internetGatewayName(name), router.name],
      ...hosts.map((host): [string, string] => [router.name, host.name]),
    ]),
    ...lab.vpnConnections.flatMap(({ tunnels }) =>
      tunnels.map(({ name }): [string, string] => [INTERNET, name]),
    ),
    ...lab.gateways.flatMap(({ name, attachments }) =>
      attachments.flatMap(({ resourceType, resource }) =>
        (resourceType === 'vpc' ? [resource] : tunnelsOf(resource)).map((node): [string, string] => [
          name,
          node,
        ]),
      ),
    ),
    ...lab.vpcs.flatMap(({ name, instances }) =>
      instances.map((instance): [string, string] => [name, instance.name]),
    ),
  ];
}

/** What the lab file says of the link between two nodes, whichever it names first; undefined if nothing. */
export function linkOf({ links }: Lab, one: string, other: string): Link | undefined {
  return links.find(({ between }) => between.includes(one) && between.includes(other));
}

/** What the links of a lab, by its file, add to a round trip at most, in milliseconds. */
export function roundTripDelayMs({ links }: Lab): number {
  return links.reduce((sum, { delayMs, jitterMs }) => sum + 2 * (delayMs + jitterMs), 0);
}
