import { configuredTunnels } from '../topology/graph/tunnels.ts';
import { bound } from '../topology/graph/find.ts';
import { transitGateways } from '../topology/objects/gateways.ts';
import type { Lab } from '../topology/types.ts';
import { propagationHiddenBy } from './transit-gateway.ts';
import { tableRoutes } from './vpc.ts';

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
  return [
    ...unpropagatedVpcs(lab),
    ...nothingAllowed(lab),
    ...rekeyedTooLate(lab),
    ...enclosedNatGateways(lab),
  ];
}

/** The public NAT gateways in private subnets: AWS creates them, and lets nothing through (AWS VPC user guide, NAT gateways). */
function enclosedNatGateways(lab: Lab): LabNote[] {
  return lab.vpcs.flatMap((vpc) => {
    const isPublic = (subnet: string): boolean =>
      tableRoutes(lab, vpc, bound(vpc.routeTables, bound(vpc.subnets, subnet).routeTable)).some(
        ({ target }) => target.kind === 'internetGateway',
      );
    const other = vpc.subnets.find(({ name }) => isPublic(name))?.name;
    return vpc.natGateways
      .filter(({ publicIpAddress, subnet }) => publicIpAddress !== null && !isPublic(subnet))
      .map(({ name, subnet }): LabNote => {
        const { routeTable } = bound(vpc.subnets, subnet);
        return {
          subject: name,
          text: `${name} is a public NAT gateway in ${subnet}, a private subnet: ${routeTable} has no route to an Internet gateway, so nothing gets out by ${name} (AWS VPC user guide, NAT gateways)`,
          hint: `put it into a public subnet${other === undefined ? '' : `, e.g. ${other}`}, or give ${routeTable} a route to 0.0.0.0/0 with the target internetGateway`,
        };
      });
  });
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
