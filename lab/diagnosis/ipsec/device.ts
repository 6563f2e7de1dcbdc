import { because } from '../../causes/catalogue.ts';
import { OUTSIDE_INTERFACE } from '../../topology/graph/interfaces.ts';
import { configuredTunnels } from '../../topology/graph/tunnels.ts';
import type { ConfiguredTunnel } from '../../topology/graph/tunnels.ts';
import type { Finding } from '../hop.ts';
import { isSet } from '../kernel/sysctls.ts';
import { tunnelDevice, tunnelDevicesOf } from '../kernel/tunnel-devices.ts';
import type { TunnelDevice, VtiDevice } from '../kernel/tunnel-devices.ts';
import { selectingPolicies } from '../kernel/xfrm.ts';
import type { XfrmPolicy } from '../kernel/xfrm.ts';
import type { KernelState } from '../observation.ts';
import { forGood } from '../own-line.ts';
import { kernelOf } from '../scene.ts';
import type { Scene } from '../scene.ts';
import type { Addresses } from '../translation.ts';
import { outgoingPolicies } from './policies.ts';
import { rebuild } from './rebuild.ts';
import type { DeviceSpec } from './rebuild.ts';

/** A connection with its tunnel device, and the policies of its SAs. */
interface Device {
  readonly scene: Scene;
  readonly ends: ConfiguredTunnel;
  readonly kernel: KernelState;
  readonly device: TunnelDevice;
  /** The policy of what the connection sends. */
  readonly own: XfrmPolicy;
}

/**
 * What keeps a packet that is routed into the tunnel device of a connection from its SAs, both ends of which are there: by
 * its key and the policies. Null if nothing.
 */
export function deviceRefuses(scene: Scene, ends: ConfiguredTunnel, packet: Addresses): Finding | null {
  const { customerGateway, connection } = ends;
  const kernel = kernelOf(scene, customerGateway.router.name);
  const device = tunnelDevice(kernel, connection.interface ?? '');
  const policies = outgoingPolicies(scene, customerGateway.router.name);
  const own = policies.find(({ template }) => template?.destination === connection.right);
  if (device === null) return null;
  if (isSet(kernel, 'disable_xfrm', device.name)) return skipsIpsec(ends, device.name);
  if (own === undefined) return sharesKey(scene, ends, policies, device);
  const of = { scene, ends, kernel, device, own };
  const [policy] = selectingPolicies(policies, { ...packet, ...outgoingKey(device) });
  if (policy === undefined) return isItsKey(own, outgoingKey(device)) ? null : withoutPolicy(of);
  if (device.kind === 'xfrm') return null;
  if (isBetweenOthers(device, own)) return betweenOthers(of, device);
  return isItsKey(own, { mark: device.ikey, ifId: 0 }) ? null : keyInOneDirection(of, device);
}

function outgoingKey(device: TunnelDevice): { readonly mark: number; readonly ifId: number } {
  return device.kind === 'vti' ? { mark: device.okey, ifId: 0 } : { mark: 0, ifId: device.ifId };
}

/** Whether a policy is for packets of a device with that key, whatever their addresses. */
function isItsKey(
  { mark, ifId }: XfrmPolicy,
  key: { readonly mark: number; readonly ifId: number },
): boolean {
  return ifId === key.ifId && (mark === null || (key.mark & mark.mask) >>> 0 === mark.value);
}

function isBetweenOthers({ local, remote }: VtiDevice, { template }: XfrmPolicy): boolean {
  return (
    (remote !== null && remote !== template?.destination) || (local !== null && local !== template?.source)
  );
}

const keyOfDevice = (device: TunnelDevice): string =>
  device.kind === 'vti' ? `key ${device.okey}` : `if_id ${device.ifId}`;

function keyOfPolicy({ mark, ifId }: XfrmPolicy): string {
  if (ifId !== 0) return `if_id ${ifId}`;
  return mark === null ? 'neither mark nor if_id' : `mark ${mark.value}`;
}

/** The device that a policy's packets have to come by. */
function deviceFor({ mark, ifId, template }: XfrmPolicy): DeviceSpec {
  return ifId === 0
    ? {
        kind: 'vti',
        local: template?.source ?? '',
        remote: template?.destination ?? '',
        key: mark?.value ?? 0,
      }
    : { kind: 'xfrm', under: OUTSIDE_INTERFACE, ifId };
}

function anew({ ends, kernel, device, own }: Device): Pick<Finding, 'node' | 'repair'> {
  const node = ends.customerGateway.router.name;
  return { node, repair: { node, command: rebuild(kernel, device.name, deviceFor(own)) } };
}

const evidenceOf = ({ kernel, device, own }: Device): string =>
  `ip -d link show ${device.name}: ${linkText(kernel, device)}; ${own.text}`;

function linkText(kernel: KernelState, { name, kind }: TunnelDevice): string {
  const line = kernel.links.find((each) => each.includes(` ${name}:`) || each.includes(` ${name}@`)) ?? '';
  return (
    new RegExp(
      String.raw`\b${kind} (?:remote|local|dev|if_id|external).*?(?= numtxqueues| addrgenmode|$)`,
    ).exec(line)?.[0] ?? kind
  );
}

function factsOf({ ends: { customerGateway, connection }, device }: Omit<Device, 'own'>) {
  const { router } = customerGateway;
  return {
    interface: device.name,
    router: router.name,
    connection: connection.name,
    forGood: forGood(router, 'mend', making(device.name)),
  };
}

/** A line that makes a tunnel device. */
export const making = (name: string): RegExp =>
  new RegExp(String.raw`\bip\b.*\b(?:link|l|tunnel|tun)\s+add\b.*\b${name}\b`);

function withoutPolicy(of: Device): Finding {
  return {
    ...because('interfaceWithoutPolicy', {
      ...factsOf(of),
      interfaceKey: keyOfDevice(of.device),
      policyKey: keyOfPolicy(of.own),
    }),
    evidence: evidenceOf(of),
    ...anew(of),
  };
}

function keyInOneDirection(of: Device, { okey, ikey }: VtiDevice): Finding {
  return {
    ...because('keyInOneDirection', { ...factsOf(of), okey, ikey, policyKey: keyOfPolicy(of.own) }),
    evidence: evidenceOf(of),
    ...anew(of),
  };
}

function betweenOthers(of: Device, { local, remote }: VtiDevice): Finding {
  const { source, destination } = of.own.template!;
  return {
    ...because('interfaceBetweenOthers', {
      ...factsOf(of),
      local: local ?? 'any address',
      remote: remote ?? 'any',
      saLocal: source,
      saRemote: destination,
    }),
    evidence: evidenceOf(of),
    ...anew(of),
  };
}

function skipsIpsec({ customerGateway: { router }, connection }: ConfiguredTunnel, name: string): Finding {
  const setting = `net.ipv4.conf.${name}.disable_xfrm`;
  return {
    node: router.name,
    ...because('interfaceSkipsIpsec', {
      interface: name,
      router: router.name,
      forGood: forGood(router, 'take out', new RegExp(String.raw`\b${name}[./]disable_xfrm`)),
    }),
    evidence: `${setting} = 1, and ${connection.name} is routed by ${name}`,
    repair: { node: router.name, command: `sysctl -w ${setting}=0` },
  };
}

/** The connection has no policy of its own although it has its SAs: another one's has taken its place. */
function sharesKey(
  scene: Scene,
  ends: ConfiguredTunnel,
  policies: readonly XfrmPolicy[],
  device: TunnelDevice,
): Finding | null {
  const { router } = ends.customerGateway;
  const policy = policies.find((each) => each.template !== null && isItsKey(each, outgoingKey(device)));
  const other = configuredTunnels(scene.lab).find(
    ({ customerGateway, connection }) =>
      customerGateway.router === router && connection.right === policy?.template?.destination,
  );
  if (policy === undefined || other === undefined) return null;
  const otherDevice = tunnelDevicesOf(kernelOf(scene, router.name)).find(
    ({ name }) => name === other.connection.interface,
  );
  return {
    node: router.name,
    ...because('keyOfTwoInterfaces', {
      interface: device.name,
      otherInterface: otherDevice?.name ?? other.connection.name,
      router: router.name,
      key: outgoingKey(device).mark || outgoingKey(device).ifId,
      saRemote: policy.template!.destination,
    }),
    evidence: `${policy.text}; none to ${ends.connection.right}`,
  };
}
