import { INTERNET, internetGatewayName } from '../names.ts';
import { internetGateways } from '../objects/gateways.ts';
import type { Attachment, CustomerGateway, Gateway, Lab, Netem } from '../types.ts';
import { bound } from './find.ts';
import {
  CUSTOMER_INTERFACE,
  ENDPOINT_GATEWAY_INTERFACE,
  interfaceNames,
  OUTSIDE_INTERFACE,
} from './interfaces.ts';
import type { InterfaceNames } from './interfaces.ts';
import { peeringsOf } from './peerings.ts';
import { perLab } from './per-lab.ts';
import { isNamesake, isOneArmed, lanSwitches } from './sites.ts';

/** A link between two nodes. No two nodes have more than one. */
export interface LabLink {
  readonly ends: readonly [LinkEnd, LinkEnd];
  /** Name of the gateway's attachment that the link is for; null if it is for none. The gateway's end comes first. */
  readonly attachment: string | null;
  /** Of a peering, the attachment of the gateway at the second end. */
  readonly peerAttachment?: string;
  /** What the lab file says of it; null if nothing. */
  readonly netem: Netem | null;
}

export interface LinkEnd {
  /** The node's name. */
  readonly node: string;
  readonly interface: string;
}

/** A link as one of its ends sees it. */
export interface Port extends LabLink {
  readonly interface: string;
  readonly neighbour: LinkEnd;
}

type Link = Omit<LabLink, 'netem'>;

/** Every link of a lab: the Internet's, each site's, each gateway's, each VPC's. */
export const linksOf: (lab: Lab) => readonly LabLink[] = perLab((lab) => {
  const names = interfaceNames();
  // A VPC's router has numbered its instances' interfaces before those of its gateways.
  const inVpcs = linksOfVpcs(lab, names);
  const links = [
    ...linksOfInternet(lab, names),
    ...linksOfSites(lab, names),
    ...linksOfDirectConnect(lab, names),
    ...lab.gateways.flatMap((gateway) => linksOfGateway(lab, gateway, names)),
    ...linksOfPeerings(lab, names),
    ...inVpcs,
  ];
  return links.map((link) => ({ ...link, netem: netemOf(lab, link) }));
});

const portsByNode = perLab((lab): ReadonlyMap<string, readonly Port[]> => {
  const ports = new Map<string, Port[]>();
  for (const link of linksOf(lab)) {
    const [one, other] = link.ends;
    for (const [own, neighbour] of [
      [one, other],
      [other, one],
    ] as const) {
      const known = ports.get(own.node) ?? [];
      const attachment = own === one ? link.attachment : (link.peerAttachment ?? link.attachment);
      known.push({ interface: own.interface, neighbour, ...link, attachment });
      ports.set(own.node, known);
    }
  }
  return ports;
});

/** The links of a node, seen from there, in the order of {@link linksOf}. */
export function portsOf(lab: Lab, node: string): readonly Port[] {
  return portsByNode(lab).get(node) ?? [];
}

/**
 * The node's port towards one of its neighbours.
 * @throws {Error} if there is no link between the two, which the caller has to know.
 */
export function portTowards(lab: Lab, node: string, neighbour: string): Port {
  const port = portsOf(lab, node).find((each) => each.neighbour.node === neighbour);
  if (port === undefined) throw new Error(`there is no link between ${node} and ${neighbour}`);
  return port;
}

/** A gateway's ports of one of its attachments: one to a VPC's router, or one to each tunnel endpoint or virtual interface. */
export function portsOfAttachment(lab: Lab, gateway: Gateway, attachment: string): Port[] {
  return portsOf(lab, gateway.name).filter((port) => port.attachment === attachment);
}

/** The gateway's attachment that a port of a VPC's router leads to; null if it leads to no gateway. */
export function attachmentBehind(lab: Lab, { attachment, neighbour }: Port): Attachment | null {
  return attachment === null ? null : bound(bound(lab.gateways, neighbour.node).attachments, attachment);
}

/** The node at the other end of an interface's link; undefined if the interface has no link. */
export function neighbourAt(lab: Lab, node: string, interfaceName: string | null): LinkEnd | undefined {
  return portsOf(lab, node).find((port) => port.interface === interfaceName)?.neighbour;
}

/** What the links of a lab, by its file, add to a round trip at most, in milliseconds. */
export function roundTripDelayMs({ links }: Lab): number {
  return links.reduce((sum, { delayMs, jitterMs }) => sum + 2 * (delayMs + jitterMs), 0);
}

function linksOfInternet(lab: Lab, names: InterfaceNames): Link[] {
  const toInternet = (node: string, own: string): Link =>
    link({ node: INTERNET, interface: names.towards(INTERNET, node) }, { node, interface: own });
  return [
    ...lab.customerGateways.map(({ name }) => toInternet(internetGatewayName(name), 'wan')),
    ...lab.vpnConnections.flatMap(({ tunnels }) => tunnels.map(({ name }) => toInternet(name, 'eth0'))),
    ...lab.internetHosts.map(({ name }) => toInternet(name, 'eth0')),
    ...internetGateways(lab).map(({ name }) => toInternet(name, names.towards(name, 'wan'))),
  ];
}

function linksOfSites(lab: Lab, names: InterfaceNames): Link[] {
  return lab.customerGateways.flatMap((gateway) => {
    const { name, router } = gateway;
    const outside = link(
      { node: internetGatewayName(name), interface: 'lan' },
      { node: router.name, interface: OUTSIDE_INTERFACE },
    );
    return [outside, ...(isNamesake(gateway) ? linksOfLans(lab, gateway, names) : [])];
  });
}

/** The links of a site's hosts: to the switches of their LANs, to the one router, or to the Internet gateway in front of it. */
function linksOfLans(lab: Lab, gateway: CustomerGateway, names: InterfaceNames): Link[] {
  const { name, router, hosts } = gateway;
  const switches = lanSwitches(lab, gateway);
  if (switches.length === 0) {
    const node = isOneArmed(router) ? internetGatewayName(name) : router.name;
    return hosts.map((host) => toHost(node, host.name, names));
  }
  return switches.flatMap(({ name: node, routers, hosts: onLan }) => [
    ...routers.map((end) =>
      link({ node, interface: names.towards(node, end.name) }, { node: end.name, interface: end.interface }),
    ),
    ...onLan.map((host) => toHost(node, host.name, names)),
  ]);
}

/** The private link of each virtual interface. */
function linksOfDirectConnect(lab: Lab, names: InterfaceNames): Link[] {
  return lab.directConnectGateways.flatMap(({ virtualInterfaces }) =>
    virtualInterfaces.flatMap(({ name: node, customerGateway }) => {
      const router = lab.customerGateways.find(({ name }) => name === customerGateway)?.router.name;
      if (router === undefined) return [];
      const end = { node, interface: CUSTOMER_INTERFACE };
      return [link({ node: router, interface: names.towards(router, node) }, end)];
    }),
  );
}

function linksOfVpcs(lab: Lab, names: InterfaceNames): Link[] {
  return lab.vpcs.flatMap((vpc) =>
    [...vpc.instances, ...vpc.natGateways].map(({ name }) => toHost(vpc.name, name, names)),
  );
}

const toHost = (router: string, host: string, names: InterfaceNames): Link =>
  link({ node: router, interface: names.towards(router, host) }, { node: host, interface: 'eth0' });

/** One link to each VPC attached, and one to each tunnel endpoint or virtual interface of what else is attached. */
function linksOfGateway(lab: Lab, gateway: Gateway, names: InterfaceNames): Link[] {
  return gateway.attachments.flatMap(({ name: attachment, resourceType, resource }) => {
    if (resourceType === 'vpc') {
      const own = { node: gateway.name, interface: names.towards(gateway.name, attachment) };
      const end = { node: resource, interface: names.towards(resource, gateway.name) };
      return [link(own, end, attachment)];
    }
    if (resourceType === 'peering') return [];
    const ends =
      resourceType === 'vpn'
        ? lab.vpnConnections.find(({ name }) => name === resource)?.tunnels
        : lab.directConnectGateways.find(({ name }) => name === resource)?.virtualInterfaces;
    return (ends ?? []).map(({ name: node }) => {
      const own = { node: gateway.name, interface: names.towards(gateway.name, node) };
      return link(own, { node, interface: ENDPOINT_GATEWAY_INTERFACE }, attachment);
    });
  });
}

function linksOfPeerings(lab: Lab, names: InterfaceNames): Link[] {
  return peeringsOf(lab).map(([one, other]) => {
    const end = ({ gateway, attachment }: typeof one): LinkEnd => ({
      node: gateway,
      interface: names.towards(gateway, attachment),
    });
    return { ...link(end(one), end(other), one.attachment), peerAttachment: other.attachment };
  });
}

function link(one: LinkEnd, other: LinkEnd, attachment: string | null = null): Link {
  return { ends: [one, other], attachment };
}

function netemOf({ links }: Lab, { ends }: Link): Netem | null {
  const found = links.find(({ between }) => ends.every(({ node }) => between.includes(node)));
  if (found === undefined) return null;
  const { delayMs, jitterMs, lossPercent, rateMbps } = found;
  return { delayMs, jitterMs, lossPercent, rateMbps };
}
