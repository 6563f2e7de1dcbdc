import type { Problem } from '../../errors.ts';
import type { RawLab } from '../../topology/schema.ts';
import type { Ec2Objects } from '../objects.ts';
import { customerGatewaysPart } from './customer-gateways.ts';
import { fillGateways } from './fill-gateways.ts';
import { namesOf } from './names.ts';
import type { LabFilePart } from './part.ts';
import { networkPart } from './network.ts';
import { siteBlocks } from './sites.ts';
import { vpnConnectionsPart } from './vpn-connections.ts';
import { vpnGatewaysPart } from './vpn-gateways.ts';

/** A lab file that is made of objects of the EC2 API; what they do not hold is filled in, each with a note. */
export interface MadeLabFile extends LabFilePart {
  readonly raw: RawLab;
}

/** Makes a lab file of what files of AWS's tools hold. */
export function labFileOf(found: Ec2Objects, name: string): MadeLabFile {
  const objects = { ...found, VpnGateways: [...found.VpnGateways, ...namedVpnGateways(found)] };
  const nameOf = namesOf(objects);
  const parts = [
    networkPart(objects, nameOf),
    vpnGatewaysPart(objects, nameOf),
    vpnConnectionsPart(objects, nameOf),
  ];
  const notes: Problem[] = [];
  const described: RawLab = Object.assign({ name }, ...parts.map(({ raw }) => raw)) as RawLab;
  const sites = siteBlocks(described, objects, notes);
  const filled = fillGateways(described, sites, objects, nameOf, notes);
  parts.push(customerGatewaysPart(filled, objects, sites, nameOf));
  return {
    raw: { ...filled, ...parts.at(-1)?.raw },
    notes: [...parts.flatMap((part) => part.notes), ...notes],
    problems: parts.flatMap((part) => part.problems),
    places: new Map(parts.flatMap((part) => [...part.places])),
  };
}

/** Virtual private gateways that only VPN connections name, as a sample does. */
function namedVpnGateways({ VpnConnections, VpnGateways }: Ec2Objects): Ec2Objects['VpnGateways'] {
  const known = new Set(VpnGateways.map(({ item }) => item.VpnGatewayId));
  return VpnConnections.flatMap(({ item: { VpnGatewayId }, at }) => {
    if (VpnGatewayId === undefined || known.has(VpnGatewayId)) return [];
    known.add(VpnGatewayId);
    return [{ item: { VpnGatewayId }, at: () => at(['VpnGatewayId']), isSample: true }];
  });
}
