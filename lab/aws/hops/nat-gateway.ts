import { drop } from '../explanation.ts';
import type { Packet } from './packet.ts';
import { withDestination, withSource } from './packet.ts';
import type { AtNatGateway, Outcome } from './position.ts';

/**
 * What a NAT gateway does: it puts its own address in place of the sender's, and what answers goes back to the sender. Nobody
 * else's packets go anywhere (AWS VPC user guide, NAT gateways).
 */
export function hopAtNatGateway(packet: Packet, { node, vpc, natGateway }: AtNatGateway): Outcome {
  const { subnet, privateIpAddress } = natGateway;
  const next = { kind: 'vpc', node: vpc.name, vpc, sender: null, subnet, natGateway } as const;
  const { flow, source, destination, lent } = packet;
  const unknown = { gateway: node, source: source.address, destination: destination.address };
  if (destination.address !== privateIpAddress) {
    if (flow.direction === 'reply') return drop('noNatConnection', unknown);
    const translated = withSource(packet, privateIpAddress);
    return { ...next, packet: { ...translated, lent: [...lent, { node, address: source.address }] } };
  }
  const borrower = lent.find((each) => each.node === node);
  if (flow.direction === 'request' || borrower === undefined) return drop('noNatConnection', unknown);
  return { ...next, packet: withDestination(packet, borrower.address) };
}
