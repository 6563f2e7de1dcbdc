import { containsAny, NOT_ON_THE_INTERNET } from '../../topology/cidr.ts';
import { bound } from '../../topology/graph/find.ts';
import { INTERNET } from '../../topology/names.ts';
import type { InternetGateway } from '../../topology/types.ts';
import { elasticIpAddresses } from '../../topology/graph/elastic-ips.ts';
import { drop } from '../explanation.ts';
import { attachmentFrom } from './gateway-kind.ts';
import type { GatewayKind } from './gateway-kind.ts';
import type { Packet } from './packet.ts';
import { withDestination, withSource } from './packet.ts';
import type { Outcome } from './position.ts';

/** What an Internet gateway does: one for one, it puts public addresses in place of private ones, and back. */
export const internetGatewayKind: GatewayKind<InternetGateway> = {
  isAttached: (gateway, from) =>
    from.resourceType === 'internet' || attachmentFrom(gateway, from) !== undefined,
  hop: (packet, gateway, { resourceType }) =>
    resourceType === 'internet' ? hopInwards(packet, gateway) : hopOutwards(packet, gateway),
};

function hopOutwards(packet: Packet, gateway: InternetGateway): Outcome {
  const { lab, source, destination } = packet;
  const { address } = destination;
  if (containsAny(NOT_ON_THE_INTERNET, address))
    return drop('privateDestination', { gateway: gateway.name, address });
  const [attachment] = gateway.attachments;
  const vpc = bound(lab.vpcs, attachment!.resource);
  const own = elasticIpAddresses(vpc).find(({ privateIpAddress }) => privateIpAddress === source.address);
  if (own === undefined) return drop('noPublicIpAddress', { gateway: gateway.name, source: source.address });
  return { kind: 'internet', node: INTERNET, packet: withSource(packet, own.publicIpAddress) };
}

function hopInwards(packet: Packet, gateway: InternetGateway): Outcome {
  const { lab, destination } = packet;
  const [attachment] = gateway.attachments;
  const vpc = bound(lab.vpcs, attachment!.resource);
  const { privateIpAddress } = elasticIpAddresses(vpc).find(
    ({ publicIpAddress }) => publicIpAddress === destination.address,
  )!;
  return {
    kind: 'vpc',
    node: vpc.name,
    vpc,
    sender: null,
    subnet: null,
    packet: withDestination(packet, privateIpAddress),
  };
}
