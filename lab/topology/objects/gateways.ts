import type { Gateway } from './gateway.ts';
import type { InternetGateway } from './internet-gateway/type.ts';
import type { Attachment, TransitGateway } from './transit-gateway/type.ts';
import type { Lab } from '../types.ts';
import type { VpnGateway } from './vpn-gateway/type.ts';

/** The Transit Gateways of a lab, in the order of the lab file. */
export function transitGateways({ gateways }: Pick<Lab, 'gateways'>): TransitGateway[] {
  return gateways.filter((gateway) => gateway.kind === 'transitGateway');
}

/** The virtual private gateways of a lab, in the order of the lab file. */
export function vpnGateways({ gateways }: Pick<Lab, 'gateways'>): VpnGateway[] {
  return gateways.filter((gateway) => gateway.kind === 'vpnGateway');
}

/** The Internet gateways of a lab, in the order of the lab file. */
export function internetGateways({ gateways }: Pick<Lab, 'gateways'>): InternetGateway[] {
  return gateways.filter((gateway) => gateway.kind === 'internetGateway');
}

/** A gateway that VPN connections can end at. */
export type VpnTarget = Exclude<Gateway, InternetGateway>;

/** The gateways of a lab that VPN connections can end at. */
export function vpnTargets(gateways: readonly Gateway[]): VpnTarget[] {
  return gateways.filter((gateway) => gateway.kind !== 'internetGateway');
}

/** A gateway's attachment of a resource; undefined if it has none. */
export function attachmentOf(
  { attachments }: Gateway,
  resourceType: Attachment['resourceType'],
  resource: string,
): Attachment | undefined {
  return attachments.find((each) => each.resourceType === resourceType && each.resource === resource);
}

/** The lab with a gateway in place of the one of its name. */
export function withGateway(lab: Lab, gateway: Gateway): Lab {
  return { ...lab, gateways: lab.gateways.map((each) => (each.name === gateway.name ? gateway : each)) };
}
