import { insideAddresses, peersOf } from '../../topology/graph/sites.ts';
import type { CustomerGateway, Lab, PeerRoute } from '../../topology/types.ts';
import { routesOf } from '../kernel/routes.ts';
import type { KernelState } from '../observation.ts';

/** The routes of a router's kernel that lead to other routers of its site, by whatever its owner has them: internal BGP, or by hand. */
export function peerRoutesOf(lab: Lab, gateway: CustomerGateway, kernel: KernelState): PeerRoute[] {
  const peers = peersOf(lab, gateway);
  return routesOf(kernel).flatMap(({ type, table, to, metric, nextHops: [hop] }) => {
    if (type !== 'unicast' || table !== 'main' || hop === undefined || hop.flags.length > 0) return [];
    const peer = peers.find(({ router }) => insideAddresses(router).some((address) => address === hop.via));
    if (peer === undefined) return [];
    const destinationCidrBlock = to === 'default' ? '0.0.0.0/0' : to.includes('/') ? to : `${to}/32`;
    return [{ destinationCidrBlock, metric, router: peer.router.name }];
  });
}
