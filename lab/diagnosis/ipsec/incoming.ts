import { because } from '../../causes/catalogue.ts';
import { configuredTunnels } from '../../topology/graph/tunnels.ts';
import type { ConfiguredTunnel } from '../../topology/graph/tunnels.ts';
import type { Finding } from '../hop.ts';
import { isSet } from '../kernel/sysctls.ts';
import { tunnelDevice } from '../kernel/tunnel-devices.ts';
import { policiesOf, selectingPolicies } from '../kernel/xfrm.ts';
import type { XfrmPolicy } from '../kernel/xfrm.ts';
import { kernelOf } from '../scene.ts';
import type { Visit } from '../scene.ts';
import { terminate } from '../tunnel/ike-commands.ts';
import { isInKernel } from './policies.ts';

/**
 * What the policies of a router's kernel have against a packet that came out of a tunnel: it needs one that is for its
 * addresses, mark and if_id, and for the SA that it came by. Null if nothing.
 */
export function incomingRefused(visit: Visit): Finding | null {
  const { scene, node, passage, source, destination } = visit;
  const kernel = kernelOf(scene, node);
  const ends = cameThrough(visit);
  const incoming = passage.in;
  if (ends === null || incoming === null || !isInKernel(scene)) return null;
  if (isSet(kernel, 'disable_policy', incoming)) return null;
  const device = tunnelDevice(kernel, incoming);
  const direction = passage.fate === 'delivered' ? 'in' : 'fwd';
  const ifId = device?.kind === 'xfrm' ? device.ifId : 0;
  const packet = { source: source.address, destination: destination.address, mark: 0, ifId };
  const own = policiesOf(kernel).filter((each) => each.direction === direction);
  const [policy] = selectingPolicies(own, packet);
  const refusals = kernel.refusals.map((line) => line.replaceAll(/\s+/g, ' ')).join(', ');
  const evidence = `${policy?.text ?? `ip xfrm policy: none with dir ${direction} for it`}; net.ipv4.conf.${incoming}.disable_policy = 0; /proc/net/xfrm_stat: ${refusals || 'all 0'}`;
  if (policy === undefined) {
    return device?.kind === 'vti'
      ? { ...withoutMark(visit, incoming), evidence }
      : { ...outsideSelectors(visit, ends), evidence };
  }
  if (policy.template === null || policy.template.source === ends.connection.right) return null;
  const replaced = replacedBy(visit, ends, policy);
  return replaced === null ? null : { ...replaced, evidence };
}

/** The tunnel by which a packet came to its router. */
function cameThrough({ scene, leg, node }: Visit): ConfiguredTunnel | null {
  const tunnels = configuredTunnels(scene.lab).filter(
    ({ customerGateway }) => customerGateway.router.name === node,
  );
  return tunnels.find(({ tunnel }) => scene.trace.packets[leg][tunnel.name]?.fate === 'left') ?? null;
}

function withoutMark({ node }: Visit, incoming: string): Omit<Finding, 'evidence'> {
  const setting = `net.ipv4.conf.${incoming}.disable_policy`;
  return {
    ...because('policyRefuses', { router: node, interface: incoming }),
    repair: { node, command: `sysctl -w ${setting}=1` },
  };
}

function outsideSelectors(
  { node, source, destination }: Visit,
  { tunnel, connection }: ConfiguredTunnel,
): Omit<Finding, 'evidence'> {
  return because('selectorsRefuse', {
    router: node,
    tunnel: tunnel.name,
    source: source.address,
    destination: destination.address,
    connection: connection.name,
  });
}

/** The policy is that of another tunnel, for the same packets. */
function replacedBy(
  { scene, node }: Visit,
  { tunnel, connection, customerGateway }: ConfiguredTunnel,
  { template }: XfrmPolicy,
): Omit<Finding, 'evidence'> | null {
  const other = configuredTunnels(scene.lab).find(
    (each) => each.customerGateway === customerGateway && each.connection.right === template?.source,
  );
  if (other === undefined) return null;
  return {
    ...because('policyReplaced', {
      connection: connection.name,
      otherConnection: other.connection.name,
      router: node,
      tunnel: tunnel.name,
    }),
    repair: terminate(scene, other),
  };
}
