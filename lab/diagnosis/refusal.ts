import { because } from '../causes/catalogue.ts';
import { FABRIC } from '../topology/names.ts';
import { isIpv6 } from '../topology/cidr.ts';
import type { Finding, NodeCommand } from './hop.ts';
import { incomingRefused } from './ipsec/incoming.ts';
import { interfacesOf } from './kernel/interfaces.ts';
import { lookUp } from './kernel/lookup.ts';
import { sysctl } from './kernel/sysctls.ts';
import { kernelOf, routeOf } from './scene.ts';
import type { Visit } from './scene.ts';

/** What a node's kernel settings have against a packet that was let in and went no further; null if nothing. */
export function refusalOf(visit: Visit): Finding | null {
  const { passage } = visit;
  if (passage.in === null) return tooLarge(visit);
  return (
    notForwarding(visit, passage.in) ??
    reversePath(visit, passage.in) ??
    incomingRefused(visit) ??
    tooLarge(visit)
  );
}

function notForwarding({ scene, node, destination }: Visit, incoming: string): Finding | null {
  if (isIpv6(destination.address)) return notForwardingIpv6(scene, node);
  for (const path of ['ip_forward', `conf/${incoming}/forwarding`]) {
    const value = sysctl(kernelOf(scene, node), path);
    if (value !== '0') continue;
    return {
      ...because('ipForwardingDisabled', { node }),
      evidence: `net/ipv4/${path} = ${value}`,
      repair: setSysctls(scene, node, [path], 1),
    };
  }
  return null;
}

/** The kernel asks the setting for all interfaces. */
function notForwardingIpv6(scene: Visit['scene'], node: string): Finding | null {
  const path = 'conf/all/forwarding';
  if (!kernelOf(scene, node).ipv6sysctls?.includes(`${path}:0`)) return null;
  return { ...because('ipv6ForwardingDisabled', { node }), evidence: `net/ipv6/${path} = 0` };
}

/** The kernel takes the greater of `all` and the interface's own; 1 is strict. */
function reversePath({ scene, node, source, destination }: Visit, incoming: string): Finding | null {
  // The kernel knows no such check of IPv6.
  if (isIpv6(destination.address)) return null;
  const kernel = kernelOf(scene, node);
  const paths = ['all', incoming].map((name) => `conf/${name}/rp_filter`);
  const values = paths.map((path) => sysctl(kernel, path) ?? '0');
  if (Math.max(...values.map(Number)) !== 1) return null;
  // The way back is looked up as that of a packet of the node's own.
  const back = lookUp(kernel, { source: destination.address, destination: source.address, incoming: null });
  if (back.dev === incoming) return null;
  return {
    ...because('reversePathFiltered', {
      node,
      interface: incoming,
      source: source.address,
      whereTo: back.dev === null ? 'nowhere' : `to ${back.dev}`,
    }),
    evidence: [
      ...paths.map((path, index) => `net/ipv4/${path} = ${values[index] ?? ''}`),
      back.evidence,
    ].join('; '),
    repair: setSysctls(scene, node, paths, 2),
  };
}

function tooLarge(visit: Visit): Finding | null {
  const { scene, node, passage } = visit;
  const { dev, evidence } = routeOf(visit);
  const { mtu } = interfacesOf(kernelOf(scene, node)).find(({ name }) => name === dev) ?? {};
  if (dev === null || mtu === undefined) return null;
  // Of IPv6 it is the length of what follows the header.
  const ipv6 = /\bip6 length (\d+)/.exec(passage.packet)?.[1];
  const length =
    ipv6 === undefined ? Number(/\bip length (\d+)/.exec(passage.packet)?.[1]) : 40 + Number(ipv6);
  if (!(length > mtu)) return null;
  return {
    ...because('interfaceMtuExceeded', { length, interface: dev, node, mtu }),
    evidence: `${evidence}; MTU of ${dev}: ${mtu}`,
  };
}

/** Containers may not write them, but for routers of their owners' own; the fabric may. */
function setSysctls(
  { lab }: Visit['scene'],
  node: string,
  paths: readonly string[],
  value: number,
): NodeCommand {
  if (lab.customerGateways.some(({ router }) => router.name === node && router.own !== null))
    return { node, command: `sysctl -w ${paths.map((path) => `net/ipv4/${path}=${value}`).join(' ')}` };
  const settings = paths.map((path) => `'net/ipv4/${path}=${value}'`).join(' ');
  return { node: FABRIC, command: `s2s-sysctl ${node} ${settings}` };
}
