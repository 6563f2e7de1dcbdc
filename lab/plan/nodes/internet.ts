import { nodeOf } from '../../topology/graph/nodes.ts';
import type { NodeOf } from '../../topology/graph/nodes.ts';
import { portsOf } from '../../topology/graph/links.ts';
import type { Lab } from '../../topology/types.ts';
import { INTERNET_ADDRESS } from '../addresses.ts';
import { address } from '../commands/ip-address.ts';
import { linkUp } from '../commands/ip-link.ts';
import { route } from '../commands/ip-route.ts';
import { nodePlan } from '../node-plan.ts';
import { FORWARDER } from '../sysctls.ts';
import type { NodePlan } from '../types.ts';

/** The Internet: knows a route to each public address of the lab and to nothing else. */
export function internetNode({ name, role }: NodeOf<'internet'>, lab: Lab): NodePlan {
  return nodePlan({
    name,
    role,
    sysctls: FORWARDER,
    setup: [address(`${INTERNET_ADDRESS}/32`, 'lo')],
    interfaces: Object.fromEntries(
      portsOf(lab, name).map(({ interface: dev, neighbour }) => [
        dev,
        [
          linkUp(dev),
          ...nodeOf(lab, neighbour.node).addresses.map((publicAddress) =>
            route(publicAddress, { dev, src: INTERNET_ADDRESS }),
          ),
        ],
      ]),
    ),
  });
}
