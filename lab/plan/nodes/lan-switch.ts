import { SWITCH_BRIDGE } from '../../topology/graph/interfaces.ts';
import { portsOf } from '../../topology/graph/links.ts';
import type { NodeOf } from '../../topology/graph/nodes.ts';
import type { Lab } from '../../topology/types.ts';
import { addLink, linkUp, setLink } from '../commands/ip-link.ts';
import { nodePlan } from '../node-plan.ts';
import type { NodePlan } from '../types.ts';

/** A LAN of a site with several routers: a bridge without an address, with a port for each router and each host. */
export function lanSwitchNode({ name, role }: NodeOf<'lan-switch'>, lab: Lab): NodePlan {
  return nodePlan({
    name,
    role,
    setup: [addLink(SWITCH_BRIDGE, { kind: 'bridge' }), linkUp(SWITCH_BRIDGE)],
    interfaces: Object.fromEntries(
      portsOf(lab, name).map(({ interface: port }) => [
        port,
        [setLink(port, { master: SWITCH_BRIDGE, state: 'up' })],
      ]),
    ),
  });
}
