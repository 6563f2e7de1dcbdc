import type { NodeOf } from '../../topology/graph/nodes.ts';
import { INTERNET_ADDRESS } from '../addresses.ts';
import { address } from '../commands/ip-address.ts';
import { linkUp } from '../commands/ip-link.ts';
import { route } from '../commands/ip-route.ts';
import { nodePlan } from '../node-plan.ts';
import { sshParts } from '../services/ssh.ts';
import type { NodePlan } from '../types.ts';

/** A host on the lab's Internet, which is all that it reaches. */
export function internetHostNode({ host }: NodeOf<'internet-host'>): NodePlan {
  return nodePlan({
    name: host.name,
    role: 'internet-host',
    ...sshParts(host.keyName, 'client'),
    interfaces: {
      eth0: [
        address(`${host.ipAddress}/32`, 'eth0'),
        linkUp('eth0'),
        route('default', { via: INTERNET_ADDRESS, dev: 'eth0', onlink: true }),
      ],
    },
  });
}
