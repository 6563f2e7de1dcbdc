import { given } from '../../given.ts';
import type { Place } from '../found.ts';
import type { Ec2Objects } from '../objects.ts';
import type { NameOf } from './names.ts';
import type { LabFilePart } from './part.ts';

/** Virtual private gateways, each with the VPC that it is attached to. */
export function vpnGatewaysPart({ VpnGateways }: Ec2Objects, nameOf: NameOf): LabFilePart {
  const places = new Map<string, Place>();
  const entries = VpnGateways.map(({ item, at }) => {
    const name = nameOf(item.VpnGatewayId);
    const attached = item.VpcAttachments?.find(({ State = 'attached' }) => State === 'attached');
    places.set(`vpnGateways.${name}`, at());
    places.set(`vpnGateways.${name}.amazonSideAsn`, at(['AmazonSideAsn']));
    const vpc = attached?.VpcId === undefined ? undefined : nameOf(attached.VpcId);
    return [name, given({ vpc, amazonSideAsn: item.AmazonSideAsn })] as const;
  });
  const vpnGateways = Object.fromEntries(entries);
  return { raw: entries.length === 0 ? {} : { vpnGateways }, notes: [], problems: [], places };
}
