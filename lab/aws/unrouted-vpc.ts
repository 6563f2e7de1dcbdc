import { because } from '../causes/catalogue.ts';
import type { MetCause } from '../causes/cause.ts';
import { contains } from '../topology/cidr.ts';
import { bound } from '../topology/graph/find.ts';
import type { Attachment, Lab, TransitGateway } from '../topology/types.ts';
import { vpcPrefixes } from './transit-gateway.ts';

/** The table of a Transit Gateway that has no route to an address, and the attachment that is associated with it. */
export interface MissingRoute {
  readonly table: string;
  readonly attachment: string;
  readonly address: string;
}

/**
 * Why a table has no route to an address of a VPC: the VPC's attachment does not propagate into it, or the VPC is behind a
 * peering, which propagates nothing. Null if no such VPC has it, the table is to have a static route, or the gateway has static
 * routes only.
 */
export function unroutedVpc(lab: Lab, gateway: TransitGateway, missing: MissingRoute): MetCause | null {
  const { attachments, routeTables } = gateway;
  const { table, address } = missing;
  const { routes } = bound(routeTables, table);
  if (routes.some(({ destinationCidrBlock }) => contains(destinationCidrBlock, address))) return null;
  const own = vpcWith(lab, attachments, address);
  if (own !== null) {
    const isStatic = routeTables.every(({ propagations }) => propagations.length === 0);
    return isStatic ? null : because('vpcNotPropagated', { ...missing, ...own });
  }
  for (const { name, resourceType, resource } of attachments) {
    const peer = resourceType === 'peering' ? lab.gateways.find((each) => each.name === resource) : undefined;
    const far = peer === undefined ? null : vpcWith(lab, peer.attachments, address);
    if (far === null) continue;
    return because('noPeeringRoute', { ...missing, peering: name, peer: resource, prefix: far.prefix });
  }
  return null;
}

/** The attachment of the VPC that has an address, and the block that it is in. */
function vpcWith(
  lab: Lab,
  attachments: readonly Attachment[],
  address: string,
): { readonly vpcAttachment: string; readonly prefix: string } | null {
  for (const attachment of attachments) {
    const prefix = vpcPrefixes(lab, attachments, attachment).find((block) => contains(block, address));
    if (prefix !== undefined) return { vpcAttachment: attachment.name, prefix };
  }
  return null;
}
