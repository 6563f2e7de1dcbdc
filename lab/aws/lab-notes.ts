import { configuredTunnels } from '../topology/graph/tunnels.ts';
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

/** What follows from a lab file unseen, object by object. Pure. */
export function labNotes(lab: Lab): LabNote[] {
  return [...unpropagatedVpcs(lab), ...nothingAllowed(lab), ...rekeyedTooLate(lab)];
}

/**
 * The tunnels of accelerated connections whose CHILD_SA expires before the router rekeys it: AWS's end does not (AWS S2S VPN
 * user guide, Accelerated Site-to-Site VPN connections).
 */
function rekeyedTooLate(lab: Lab): LabNote[] {
  return configuredTunnels(lab).flatMap(({ tunnel, vpnConnection, connection }) => {
    const { phase2LifetimeSeconds } = tunnel.options;
    const rekeyedAfter = connection.lifetimeSeconds - connection.marginSeconds;
    if (!vpnConnection.enableAcceleration || rekeyedAfter < phase2LifetimeSeconds) return [];
    return [
      {
        subject: tunnel.name,
        text: `${connection.name} rekeys after ${rekeyedAfter} s, and the accelerated ${vpnConnection.name}, which AWS does not rekey, has a phase 2 lifetime of ${phase2LifetimeSeconds} s: ${tunnel.name} goes down then`,
        hint: `give ${connection.name} a lifetime below ${phase2LifetimeSeconds} s`,
      },
    ];
  });
}

/** Direct Connect gateways without allowed prefixes: AWS announces nothing to their sites, and takes that for no error. */
function nothingAllowed(lab: Lab): LabNote[] {
  return transitGateways(lab).flatMap(({ attachments }) =>
    attachments
      .filter(({ allowedPrefixes }) => allowedPrefixes?.length === 0)
      .map(({ name, resource }) => ({
        subject: name,
        text: `${name} has no allowed prefixes, so ${resource} announces nothing to its sites`,
        hint: 'write allowedPrefixes, e.g. the CIDR blocks of the VPCs',
      })),
  );
}

/**
 * The attachments of VPCs that a route table has among its propagations, and that propagate nothing: the CIDR block overlaps
 * with that of a VPC attached before. AWS attaches both (AWS Transit Gateway guide, VPC attachments).
 */
function unpropagatedVpcs(lab: Lab): LabNote[] {
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
