import { neighbourAt } from '../../topology/graph/links.ts';
import { configuredTunnels } from '../../topology/graph/tunnels.ts';
import type { ConfiguredTunnel } from '../../topology/graph/tunnels.ts';
import { selectingPolicies } from '../kernel/xfrm.ts';
import type { Scene } from '../scene.ts';
import type { Addresses } from '../translation.ts';
import { isInKernel, outgoingPolicies } from './policies.ts';

/** The tunnels of a router whose connections are for no tunnel interface: what goes by them is told by policies. */
export function policyBasedTunnels({ lab }: Pick<Scene, 'lab'>, router: string): ConfiguredTunnel[] {
  return configuredTunnels(lab).filter(
    ({ customerGateway, connection }) =>
      customerGateway.router.name === router && connection.interface === null && connection.mark === 0,
  );
}

/**
 * The tunnel that a packet goes by without a tunnel interface: that of the policy for it. Where charon does IPsec itself, its
 * route has to lead into charon's own TUN as well.
 * Null of what is for a host behind the router.
 * @param out interface that its route leads to.
 * @param packet with the addresses that it leaves with.
 */
export function policyTunnel(
  scene: Omit<Scene, 'trace'>,
  router: string,
  out: string,
  packet: Addresses,
): ConfiguredTunnel | null {
  const tunnels = policyBasedTunnels(scene, router);
  if (tunnels.length === 0 || isBehind(scene, router, packet.destination)) return null;
  const [policy] = selectingPolicies(outgoingPolicies(scene, router), { ...packet, mark: 0, ifId: 0 });
  const isInside = !isInKernel(scene) && neighbourAt(scene.lab, router, out) !== undefined;
  if (policy === undefined || isInside) return null;
  return tunnels.find(({ connection }) => connection.right === policy.template?.destination) ?? null;
}

/** Whether an address is that of a host behind a router. */
export function isBehind({ lab }: Pick<Scene, 'lab'>, router: string, address: string): boolean {
  return lab.customerGateways.some(
    (gateway) =>
      gateway.router.name === router &&
      gateway.hosts.some(({ privateIpAddress }) => privateIpAddress === address),
  );
}
