import { prefixLength } from '../../topology/cidr.ts';
import type { NodeOf } from '../../topology/graph/nodes.ts';
import { address } from '../commands/ip-address.ts';
import { linkUp } from '../commands/ip-link.ts';
import { route } from '../commands/ip-route.ts';
import { nodePlan } from '../node-plan.ts';
import type { NodePlan } from '../types.ts';

/** A host on premises; its default gateway is the router. */
export function onPremHostNode({ host, customerGateway }: NodeOf<'onprem-host'>): NodePlan {
  const { router } = customerGateway;
  return nodePlan({
    name: host.name,
    role: 'onprem-host',
    interfaces: {
      eth0: [
        address(`${host.privateIpAddress}/${prefixLength(router.insideCidrBlock)}`, 'eth0'),
        linkUp('eth0'),
        route('default', { via: router.insideIpAddress }),
      ],
    },
  });
}
