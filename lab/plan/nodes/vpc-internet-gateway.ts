import { elasticIpAddresses } from '../../topology/graph/elastic-ips.ts';
import type { AddressAssociation } from '../../topology/graph/elastic-ips.ts';
import { NOT_ON_THE_INTERNET } from '../../topology/cidr.ts';
import { bound } from '../../topology/graph/find.ts';
import { portsOfAttachment, portTowards } from '../../topology/graph/links.ts';
import type { NodeOf } from '../../topology/graph/nodes.ts';
import { INTERNET } from '../../topology/names.ts';
import type { Lab } from '../../topology/types.ts';
import { ATTACHMENT_ADDRESS, INTERNET_ADDRESS, TRANSIT_GATEWAY_ADDRESS } from '../addresses.ts';
import { address } from '../commands/ip-address.ts';
import { linkUp } from '../commands/ip-link.ts';
import { route } from '../commands/ip-route.ts';
import { accept, drop } from '../commands/nft-rule.ts';
import type { NftChain } from '../commands/nft.ts';
import { nodePlan } from '../node-plan.ts';
import { FORWARDER } from '../sysctls.ts';
import type { NodePlan } from '../types.ts';
import { elasticIpTable } from './elastic-ips.ts';

/** The Internet gateway of a VPC: 1:1 NAT of its Elastic IP addresses, and nothing for who has none. */
export function vpcInternetGatewayNode({ gateway }: NodeOf<'vpc-internet-gateway'>, lab: Lab): NodePlan {
  const { interface: wan } = portTowards(lab, gateway.name, INTERNET);
  const attached = gateway.attachments.map(({ name, resource }) => ({
    vpc: bound(lab.vpcs, resource),
    dev: portsOfAttachment(lab, gateway, name)[0]!.interface,
  }));
  const associations = attached.flatMap(({ vpc }) => elasticIpAddresses(vpc));
  return nodePlan({
    name: gateway.name,
    role: 'vpc-internet-gateway',
    sysctls: FORWARDER,
    firewall: [elasticIpTable(wan, associations, associatedOnly(gateway.name, wan, associations))],
    interfaces: {
      [wan]: [
        ...associations.map(({ publicIpAddress }) => address(`${publicIpAddress}/32`, wan)),
        linkUp(wan),
        route('default', { via: INTERNET_ADDRESS, dev: wan, onlink: true }),
      ],
      ...Object.fromEntries(
        attached.map(({ vpc, dev }) => [
          dev,
          [
            address(`${TRANSIT_GATEWAY_ADDRESS}/32`, dev),
            linkUp(dev),
            ...vpc.cidrBlocks.map((block) => route(block, { via: ATTACHMENT_ADDRESS, dev, onlink: true })),
          ],
        ]),
      ),
    },
  });
}

/** Who has no Elastic IP address does not get out, and nothing gets out that is for no address of the Internet. */
function associatedOnly(gateway: string, wan: string, associations: readonly AddressAssociation[]): NftChain {
  return {
    name: 'associated',
    hook: { type: 'filter', at: 'forward', priority: 'filter' },
    rules: [
      drop(`oifname "${wan}" ip daddr { ${NOT_ON_THE_INTERNET.join(', ')} }`, {
        code: 'IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS',
        object: gateway,
      }),
      ...associations.map(({ privateIpAddress }) => accept(`oifname "${wan}" ip saddr ${privateIpAddress}`)),
      drop(`oifname "${wan}"`, { code: 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS', object: gateway }),
    ],
  };
}
