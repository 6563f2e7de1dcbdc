import { prefixLength } from '../../topology/cidr.ts';
import type { NodeOf } from '../../topology/graph/nodes.ts';
import { insideSubnetOf, outsideSubnet } from '../../topology/graph/sites.ts';
import { address } from '../commands/ip-address.ts';
import { linkUp } from '../commands/ip-link.ts';
import { route } from '../commands/ip-route.ts';
import { nodePlan } from '../node-plan.ts';
import type { NodePlan } from '../types.ts';

/** A host on premises; its default gateway is the site's first router, or the address that its routers share by VRRP, or the Internet gateway of its subnet if the router is one-armed. */
export function onPremHostNode({ host, customerGateway }: NodeOf<'onprem-host'>): NodePlan {
  const inside = insideSubnetOf(customerGateway.router, host);
  const { cidrBlock, ipAddress } = inside ?? outsideSubnet(customerGateway);
  return nodePlan({
    name: host.name,
    role: 'onprem-host',
    interfaces: {
      eth0: [
        address(`${host.privateIpAddress}/${prefixLength(cidrBlock)}`, 'eth0'),
        linkUp('eth0'),
        route('default', { via: inside?.defaultGateway ?? ipAddress }),
      ],
    },
  });
}
