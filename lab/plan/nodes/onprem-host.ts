import { prefixLength } from '../../topology/cidr.ts';
import type { CustomerGateway, OnPremisesHost } from '../../topology/types.ts';
import { nodeFiles } from '../node-files.ts';
import type { NodePlan } from '../types.ts';

/** A host on premises; its default gateway is the router. */
export function onPremHostNode({ router }: CustomerGateway, host: OnPremisesHost): NodePlan {
  return {
    name: host.name,
    role: 'onprem-host',
    image: 'node',
    sysctls: {},
    devices: [],
    files: nodeFiles({
      links: {
        eth0: [
          `address add ${host.privateIpAddress}/${prefixLength(router.insideCidrBlock)} dev eth0`,
          'link set dev eth0 up',
          `route add default via ${router.insideIpAddress}`,
        ],
      },
    }),
    keys: [],
    daemons: [],
  };
}
