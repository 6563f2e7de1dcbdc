import { transitGateways } from '../topology/objects/gateways.ts';
import type { Lab } from '../topology/types.ts';
import { propagationHiddenBy } from './transit-gateway.ts';

/** What follows from a lab file that its owner may not expect. */
export interface LabNote {
  /** Name of the object that it is about. */
  readonly subject: string;
  /** One sentence that names the objects. */
  readonly text: string;
  /** What to change where that is not meant. */
  readonly hint: string;
}

/**
 * The attachments of VPCs that a route table has among its propagations, and that propagate nothing: the CIDR block overlaps
 * with that of a VPC attached before. AWS attaches both (AWS Transit Gateway guide, VPC attachments). Pure.
 */
export function labNotes(lab: Lab): LabNote[] {
  return transitGateways(lab).flatMap(({ attachments, routeTables }) =>
    attachments.flatMap((attachment): LabNote[] => {
      const { name, resource: vpc } = attachment;
      const tables = routeTables.filter(({ propagations }) => propagations.includes(name));
      const first = propagationHiddenBy(lab, attachments, attachment);
      if (first === null || tables.length === 0) return [];
      const into = tables.map((table) => table.name).join(' and ');
      return [
        {
          subject: name,
          text: `the CIDR block of ${vpc} overlaps with that of ${first.resource}, which ${first.name} attached before, so ${name} propagates nothing into ${into}`,
          hint: `give ${vpc} a CIDR block of its own; a static route to ${name} takes what it matches away from ${first.resource}`,
        },
      ];
    }),
  );
}
