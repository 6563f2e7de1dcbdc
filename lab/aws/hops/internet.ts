import { internetGateways } from '../../topology/objects/gateways.ts';
import { vpcOfPublicAddress } from '../../topology/graph/elastic-ips.ts';
import { drop } from '../explanation.ts';
import { atGateway } from './gateways.ts';
import type { Packet } from './packet.ts';
import { atInternetGateway } from './position.ts';
import type { Outcome, Position } from './position.ts';

/** What the Internet does with a packet: it has a route to public addresses, and to none of a VPC or a site. */
export function hopAtInternet({ lab, source, destination }: Packet): Outcome {
  const { address } = destination;
  if (destination.kind === 'internet' && destination.address === address) return 'delivered';
  const site = lab.customerGateways.find(({ ipAddress }) => ipAddress === address);
  if (site !== undefined) return atInternetGateway(site, 'internet');
  const vpc = atVpcOf();
  if (vpc !== null) return vpc;
  return source.kind === 'onPremises'
    ? drop('lostOnInternet', { router: source.customerGateway.router.name, address })
    : drop('notOnInternet', { host: destination.name, address });

  function atVpcOf(): Position | null {
    const vpc = vpcOfPublicAddress(lab, address);
    const gateway = internetGateways(lab).find(({ attachments }) =>
      attachments.some(({ resource }) => resource === vpc?.name),
    );
    if (gateway === undefined) return null;
    return atGateway(gateway, { resourceType: 'internet', resource: gateway.name });
  }
}
