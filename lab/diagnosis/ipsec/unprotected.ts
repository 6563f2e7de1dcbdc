import { because } from '../../causes/catalogue.ts';
import { contains } from '../../topology/cidr.ts';
import type { ConfiguredTunnel } from '../../topology/graph/tunnels.ts';
import { stopped } from '../hop.ts';
import type { Finding, Hop } from '../hop.ts';
import { isSet } from '../kernel/sysctls.ts';
import { forGood } from '../own-line.ts';
import { kernelOf, placeOf } from '../scene.ts';
import type { Visit } from '../scene.ts';
import { leavingAddresses } from '../translation.ts';
import type { Addresses } from '../translation.ts';
import { tunnelDown } from '../tunnel/down.ts';
import { ikeSides } from '../tunnel/ike-side.ts';
import { missingInKernel } from './missing.ts';
import { outgoingPolicies } from './policies.ts';
import { isBehind, policyBasedTunnels } from './policy-tunnel.ts';

/**
 * Why what leaves a router for AWS is in no tunnel, where its tunnels are policy-based: the one that is for it is down, or
 * none is for it. Nothing of other packets, and other routers.
 */
export function hopsUnprotected(visit: Visit): Hop[] {
  const { scene, node, destination } = visit;
  const tunnels = policyBasedTunnels(scene, node);
  if (tunnels.length === 0 || isBehind(scene, node, destination.address)) return [];
  const packet = leavingAddresses(visit);
  for (const ends of tunnels.filter((each) => isFor(each, packet))) {
    const down = tunnelDown(scene, ends, ikeSides(scene, ends)) ?? missingInKernel(scene, ends);
    const { tunnel, connection } = ends;
    if (down !== null) return [stopped(placeOf(visit, `${tunnel.name} (${connection.name})`), down)];
  }
  return [stopped(placeOf(visit, 'IPsec policies'), notEncrypted(visit, packet))];
}

/** Whether a connection asks for a tunnel for such packets. */
function isFor({ connection }: ConfiguredTunnel, { source, destination }: Addresses): boolean {
  const { leftSubnets, rightSubnets } = connection;
  return (
    leftSubnets.some((subnet) => contains(subnet, source)) &&
    rightSubnets.some((subnet) => contains(subnet, destination))
  );
}

/** No policy of the router is for what leaves it, though its tunnels are up. */
function notEncrypted({ scene, node, passage }: Visit, packet: Addresses): Finding {
  const policies = outgoingPolicies(scene, node);
  return {
    ...because('notEncrypted', { ...packet, router: node, interface: passage.out ?? 'nothing' }),
    evidence: policies.map(({ text }) => text).join('; ') || 'no IPsec policy, and no CHILD_SA',
  };
}

/** The interface by which a packet leaves takes no notice of the policy that selects it; null if it does. */
export function leavesInPlaintext(
  { scene, node, passage }: Visit,
  { connection, customerGateway: { router } }: ConfiguredTunnel,
): Finding | null {
  const name = passage.out ?? '';
  if (connection.interface !== null || !isSet(kernelOf(scene, node), 'disable_xfrm', name)) return null;
  const setting = `net.ipv4.conf.${name}.disable_xfrm`;
  return {
    node,
    ...because('leavesInPlaintext', {
      interface: name,
      router: node,
      connection: connection.name,
      forGood: forGood(router, 'take out', /disable_xfrm/),
    }),
    evidence: `${setting} = 1; it left by ${name}: ${passage.leaving}`,
    repair: { node, command: `sysctl -w ${setting}=0` },
  };
}
