import { contains } from '../../topology/cidr.ts';
import { networkCidrs } from '../../topology/graph/tunnels.ts';
import type { RouterConnection, VpnConnection } from '../../topology/types.ts';
import { drop } from '../explanation.ts';
import type { Explanation } from '../explanation.ts';
import type { Host } from '../hosts.ts';

/**
 * The drop of what a CHILD_SA does not carry: it carries what the selectors of both its ends admit.
 * @param tunnelPeer node at the tunnel's other end.
 */
export function trafficSelectorDrop(
  vpnConnection: VpnConnection,
  { leftSubnets, rightSubnets, ...router }: RouterConnection,
  customerSide: Host,
  awsSide: Host,
  tunnelPeer: string,
): Explanation | null {
  const { local, remote } = networkCidrs(vpnConnection);
  const admitted =
    [leftSubnets, [local]].every((selectors) => containOne(selectors, customerSide.address)) &&
    [rightSubnets, [remote]].every((selectors) => containOne(selectors, awsSide.address));
  if (admitted) return null;
  const facts = {
    connection: router.name,
    vpn: vpnConnection.name,
    customerAddress: customerSide.address,
    awsAddress: awsSide.address,
  };
  return { ...drop('selectorsExclude', facts), tunnelPeer };
}

const containOne = (selectors: readonly string[], address: string): boolean =>
  selectors.some((selector) => contains(selector, address));
