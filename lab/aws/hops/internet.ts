import { INTERNET } from '../../topology/names.ts';
import { drop } from '../explanation.ts';
import type { AtInternet, AtInternetGateway, Outcome, Packet } from './position.ts';

/** What the Internet gateway in front of a router does: it lets the router alone out, by its Elastic IP. */
export function hopAtInternetGateway(
  { source, destination: { address } }: Packet,
  { node, customerGateway }: AtInternetGateway,
): Outcome {
  const { router } = customerGateway;
  if (source.address === router.privateIpAddress)
    return { kind: 'internet', node: INTERNET, customerGateway };
  return drop('internetGatewayRefuses', { router: router.name, address, node });
}

/** What the Internet does with a packet for a VPC or a site: it has no route to any of their addresses. */
export function hopAtInternet({ destination }: Packet, { customerGateway }: AtInternet): Outcome {
  return drop('lostOnInternet', { router: customerGateway.router.name, address: destination.address });
}
