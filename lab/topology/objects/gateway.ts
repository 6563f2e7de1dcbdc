import type { InternetGateway } from './internet-gateway/type.ts';
import type { TransitGateway } from './transit-gateway/type.ts';
import type { VpnGateway } from './vpn-gateway/type.ts';

export type * from './internet-gateway/type.ts';
export type * from './transit-gateway/type.ts';
export type * from './vpn-gateway/type.ts';

/**
 * What VPCs, and most of them VPN connections, end at on the AWS side. Each is a node, has a `kind` and a `name`, and a list of
 * `attachments`: its links follow from them. A lab file has the only one of a kind under the kind's name, and several, by
 * their names, under its plural.
 */
export type Gateway = TransitGateway | VpnGateway | InternetGateway;

/** The node of each kind: its role, its name where the lab file gives none, and its noun in sentences. */
export const GATEWAY_NODES = {
  transitGateway: { role: 'transit-gateway', name: 'tgw', noun: 'Transit Gateway' },
  vpnGateway: { role: 'vpn-gateway', name: 'vgw', noun: 'virtual private gateway' },
  internetGateway: { role: 'vpc-internet-gateway', name: 'igw', noun: 'Internet gateway' },
} as const satisfies Readonly<
  Record<Gateway['kind'], { readonly role: string; readonly name: string; readonly noun: string }>
>;

/** The gateways of a kind by their names: the only one, which is called as its kind where it has no name, or each of several. */
export function gatewaysByName<Raw extends object>(
  kind: Gateway['kind'],
  only: (Raw & { readonly name?: string | undefined }) | undefined,
  several: Readonly<Record<string, Raw>> | undefined,
): Readonly<Record<string, Raw>> {
  return { ...(only !== undefined && { [only.name ?? GATEWAY_NODES[kind].name]: only }), ...several };
}

/** The kinds of gateways. */
export const GATEWAY_KINDS = Object.keys(GATEWAY_NODES) as readonly Gateway['kind'][];

/** Where a lab file has the only gateway of each kind, and several of it. */
export const GATEWAY_KEYS = GATEWAY_KINDS.map((kind) => [kind, `${kind}s`] as const);
