import { ENDPOINT_TUNNEL_INTERFACE } from '../topology/graph/interfaces.ts';
import { neighbourAt } from '../topology/graph/links.ts';
import { insideSubnetOf } from '../topology/graph/sites.ts';
import { configuredTunnels } from '../topology/graph/tunnels.ts';
import { behindSwitch, switchNamed } from './lan-switch.ts';
import { policyTunnel } from './ipsec/policy-tunnel.ts';
import type { Scene } from './scene.ts';
import type { Addresses } from './translation.ts';
import type { ConfiguredTunnel } from '../topology/graph/tunnels.ts';

/** The node that an interface leads to, by a link or through a tunnel. */
export interface NextNode {
  readonly node: string;
  /** The neighbour's interface; null through a tunnel. */
  readonly interface: string | null;
  readonly tunnel: ConfiguredTunnel | null;
}

/**
 * Who gets what a node sends out. A router's may go by a policy into a tunnel, whichever interface its route leads to.
 * @param packet with the addresses that it leaves with.
 * @returns null if the interface leads to no node.
 */
export function whereTo(
  scene: Omit<Scene, 'trace'>,
  node: string,
  interfaceName: string,
  packet: Addresses,
): NextNode | null {
  const tunnel = policyTunnel(scene, node, interfaceName, packet);
  if (tunnel !== null) return { node: tunnel.tunnel.name, interface: null, tunnel };
  return nextNode(scene, node, interfaceName, packet.destination);
}

/**
 * Who gets what a node sends out by one of its interfaces.
 * @param destination address that the packet goes to; it tells the ports of a bridge, or of a switch, apart.
 * @returns null if the interface leads to no node.
 */
export function nextNode(
  scene: Pick<Scene, 'lab' | 'observation'>,
  node: string,
  interfaceName: string,
  destination: string,
): NextNode | null {
  const { lab } = scene;
  const neighbour = neighbourAt(lab, node, interfaceName);
  if (neighbour !== undefined) {
    const lan = switchNamed(lab, neighbour.node);
    if (lan === null) return { ...neighbour, tunnel: null };
    const behind = behindSwitch(scene, lan, { node, interface: interfaceName }, destination);
    return behind === null ? null : { ...behind, tunnel: null };
  }
  const tunnel = configuredTunnels(lab).find(
    (ends) =>
      (ends.customerGateway.router.name === node && ends.connection.interface === interfaceName) ||
      (ends.tunnel.name === node && interfaceName === ENDPOINT_TUNNEL_INTERFACE),
  );
  if (tunnel !== undefined) {
    const { name: router } = tunnel.customerGateway.router;
    return { node: router === node ? tunnel.tunnel.name : router, interface: null, tunnel };
  }
  const gateway = lab.customerGateways.find(({ router }) => router.name === node);
  const host = gateway?.hosts.find(({ privateIpAddress }) => privateIpAddress === destination);
  if (host === undefined || insideSubnetOf(gateway!.router, host)?.interface !== interfaceName) return null;
  return { node: host.name, interface: 'eth0', tunnel: null };
}
