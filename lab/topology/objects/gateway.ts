import type { TransitGateway } from './transit-gateway/type.ts';
import type { VpnGateway } from './vpn-gateway/type.ts';

/**
 * What VPCs and VPN connections end at on the AWS side. Each is a node, has a `kind` and a `name`, and a list of
 * `attachments`: its links follow from them.
 */
export type Gateway = TransitGateway | VpnGateway;

/** The role of each kind's node. */
export const GATEWAY_ROLES = {
  transitGateway: 'transit-gateway',
  vpnGateway: 'vpn-gateway',
} as const satisfies Readonly<Record<Gateway['kind'], string>>;
