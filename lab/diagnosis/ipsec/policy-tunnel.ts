import { contains } from '../../topology/cidr.ts';
import { neighbourAt } from '../../topology/graph/links.ts';
import { configuredTunnels } from '../../topology/graph/tunnels.ts';
import type { ConfiguredTunnel } from '../../topology/graph/tunnels.ts';
import { policiesOf, selectingPolicies } from '../kernel/xfrm.ts';
import type { KernelState } from '../observation.ts';
import { kernelOf } from '../scene.ts';
import type { Scene } from '../scene.ts';
import type { Addresses } from '../translation.ts';
import { ikeSides } from '../tunnel/ike-side.ts';

/** The tunnels of a router that have no tunnel interface: what goes by them is told by policies. */
export function policyBasedTunnels({ lab }: Pick<Scene, 'lab'>, router: string): ConfiguredTunnel[] {
  return configuredTunnels(lab).filter(
    ({ customerGateway, connection }) =>
      customerGateway.router.name === router && connection.interface === null,
  );
}

/** Whether a kernel does IPsec by policies at all; where charon does it itself, the kernel knows nothing of them. */
export function hasPolicies(kernel: KernelState): boolean {
  return policiesOf(kernel).some(({ template }) => template !== null);
}

/**
 * The tunnel that a packet goes by without a tunnel interface: that of the kernel's policy for it, or, where charon does
 * IPsec by itself, of the CHILD_SA whose traffic selectors admit it.
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
  const kernel = kernelOf(scene, router);
  if (hasPolicies(kernel)) {
    const [policy] = selectingPolicies(kernel, 'out', { ...packet, mark: 0, ifId: 0 });
    return tunnels.find(({ connection }) => connection.right === policy?.template?.destination) ?? null;
  }
  if (neighbourAt(scene.lab, router, out) !== undefined) return null;
  return tunnels.find((ends) => admits(ikeSides(scene, ends)[0].childSa, packet)) ?? null;
}

/** Whether an address is that of a host behind a router. */
export function isBehind({ lab }: Pick<Scene, 'lab'>, router: string, address: string): boolean {
  return lab.customerGateways.some(
    (gateway) =>
      gateway.router.name === router &&
      gateway.hosts.some(({ privateIpAddress }) => privateIpAddress === address),
  );
}

function admits(
  childSa: { readonly localTs: readonly string[]; readonly remoteTs: readonly string[] } | null,
  { source, destination }: Addresses,
): boolean {
  if (childSa === null) return false;
  return (
    childSa.localTs.some((selector) => contains(selector, source)) &&
    childSa.remoteTs.some((selector) => contains(selector, destination))
  );
}
