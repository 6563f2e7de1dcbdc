import type { Gateway } from '../../topology/types.ts';
import type { GatewayKind } from './gateway-kind.ts';
import type { Packet } from './packet.ts';
import type { AtGateway, Neighbour, Outcome } from './position.ts';
import { transitGatewayKind } from './transit-gateway.ts';
import { internetGatewayKind } from './vpc-internet-gateway.ts';
import { vpnGatewayKind } from './vpn-gateway.ts';

/** What each kind of gateway does: a kind is added by its file and a line here. */
const KINDS: Readonly<Record<Gateway['kind'], GatewayKind>> = {
  transitGateway: transitGatewayKind,
  vpnGateway: vpnGatewayKind,
  internetGateway: internetGatewayKind,
};

/** At a gateway, in from a VPC, a VPN connection or the Internet; null if that is not attached to it. */
export function atGateway(gateway: Gateway, from: Neighbour): AtGateway | null {
  return KINDS[gateway.kind].isAttached(gateway, from)
    ? { kind: 'gateway', node: gateway.name, gateway, from }
    : null;
}

/** What a gateway does with a packet. */
export function hopAtGateway(packet: Packet, { gateway, from }: AtGateway): Outcome {
  return KINDS[gateway.kind].hop(packet, gateway, from);
}
