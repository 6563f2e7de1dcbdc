import { addressAt, prefixLength } from '../../topology/cidr.ts';
import type { Instance, Vpc } from '../../topology/types.ts';
import { nodeFiles } from '../node-files.ts';
import type { NodePlan } from '../types.ts';

/** An EC2 instance: one interface in its subnet; the subnet's first address is its gateway, as in every VPC. */
export function instanceNode(vpc: Vpc, instance: Instance): NodePlan {
  const subnet = vpc.subnets.find(({ name }) => name === instance.subnet)!;
  return {
    name: instance.name,
    role: 'instance',
    image: 'node',
    sysctls: {},
    devices: [],
    files: nodeFiles({
      links: {
        eth0: [
          `address add ${instance.privateIpAddress}/${prefixLength(subnet.cidrBlock)} dev eth0`,
          'link set dev eth0 up',
          `route add default via ${addressAt(subnet.cidrBlock, 1)}`,
        ],
      },
    }),
    keys: [],
    daemons: [],
  };
}
