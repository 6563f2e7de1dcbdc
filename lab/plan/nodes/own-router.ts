import { OUTSIDE_INTERFACE } from '../../topology/graph/interfaces.ts';
import type { CustomerGateway, Lab, OwnRouter } from '../../topology/types.ts';
import { routerImage } from '../images.ts';
import { nodePlan } from '../node-plan.ts';
import { CLOUD_INSTANCE } from '../sysctls.ts';
import type { DataplaneName, NodePlan } from '../types.ts';
import { routerCertificates } from './certificates.ts';
import { routerInterfaces } from './router-interfaces.ts';

/**
 * A router that is its owner's own. It gets what a cloud gives an instance, two interfaces with their addresses and a
 * default route, and its owner's files; tunnels, routes, filters and forwarding are theirs to bring.
 */
export function ownRouterNode(
  customerGateway: CustomerGateway,
  own: OwnRouter,
  lab: Lab,
  dataplane: DataplaneName,
): NodePlan {
  const { daemon, files, script } = own;
  const { setup, outside, inside } = routerInterfaces(customerGateway, lab);
  return nodePlan({
    name: customerGateway.router.name,
    role: 'onprem-router',
    image: routerImage(own),
    sysctls: CLOUD_INSTANCE,
    devices: dataplane === 'userspace' ? ['/dev/net/tun'] : [],
    setup,
    interfaces: { [OUTSIDE_INTERFACE]: outside, ...inside },
    services: [{ kind: 'router', daemon, dataplane, files, script }],
    certificates: routerCertificates(customerGateway),
    keys: own.keys.map(({ name, tunnel, preSharedKey }) => ({
      connection: name,
      tunnel: tunnel ?? name,
      preSharedKey,
    })),
  });
}
