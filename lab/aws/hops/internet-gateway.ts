import { INTERNET } from '../../topology/names.ts';
import { drop } from '../explanation.ts';
import type { Packet } from './packet.ts';
import type { AtInternetGateway, Outcome } from './position.ts';

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
