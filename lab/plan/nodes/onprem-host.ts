import { prefixLength } from '../../topology/cidr.ts';
import type { NodeOf } from '../../topology/graph/nodes.ts';
import { insideSubnetOf } from '../../topology/graph/sites.ts';
import { address } from '../commands/ip-address.ts';
import { linkUp } from '../commands/ip-link.ts';
import { route } from '../commands/ip-route.ts';
import { nodePlan } from '../node-plan.ts';
import type { NodePlan } from '../types.ts';

/** A host on premises; its default gateway is the router. */
export function onPremHostNode({ host, customerGateway }: NodeOf<'onprem-host'>): NodePlan {
  const subnet = insideSubnetOf(customerGateway.router, host)!;
  return nodePlan({
    name: host.name,
    role: 'onprem-host',
    interfaces: {
      eth0: [
        address(`${host.privateIpAddress}/${prefixLength(subnet.cidrBlock)}`, 'eth0'),
        linkUp('eth0'),
        route('default', { via: subnet.ipAddress }),
      ],
    },
  });
}
