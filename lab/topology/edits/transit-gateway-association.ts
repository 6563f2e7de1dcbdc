import { UsageError } from '../../errors.ts';
import { transitGateways } from '../objects/gateways.ts';
import type { Attachment, Lab, TransitGateway } from '../types.ts';
import { replaced } from './edit.ts';
import type { Edit } from './edit.ts';
import { ownedObjectNamed } from './objects.ts';
import type { Owned } from './objects.ts';
import { withTransitGatewayRouteTable } from './transit-gateway-route-table.ts';

/**
 * The attachment of that name, `<transit gateway>/<name>` if several have it.
 * @throws {UsageError} if there is none.
 */
export function attachmentNamed(lab: Lab, name: string): Owned<TransitGateway, Attachment> {
  return ownedObjectNamed('attachment', transitGateways(lab), (gateway) => gateway.attachments, name);
}

/**
 * `DisassociateTransitGatewayRouteTable`: what comes from the attachment is dropped. An attachment is associated with one
 * table at most, so it alone says which association is meant.
 * @throws {UsageError} if there is no such attachment, or it is associated with no table.
 */
export const disassociateTransitGatewayRouteTable: Edit<{ readonly attachment: string }> = (
  lab,
  { attachment },
) => {
  const {
    owner,
    item: { name },
  } = attachmentNamed(lab, attachment);
  const table = owner.routeTables.find(({ associations }) => associations.includes(name));
  if (table === undefined) {
    throw new UsageError({
      key: 'attachment',
      what: 'is associated with no route table as it is',
      value: name,
    });
  }
  const associations = replaced(table.associations, name);
  return withTransitGatewayRouteTable(lab, owner, table, { ...table, associations });
};
