import { transitGateways } from '../topology/gateways.ts';
import { linkOf } from '../topology/links.ts';
import { INTERNET, internetGatewayName } from '../topology/names.ts';
import type { CustomerGateway, Lab, Netem, VpnConnection } from '../topology/types.ts';
import { hosts } from '../aws/hosts.ts';
import { kernel } from './dataplane/kernel.ts';
import type { Dataplane } from './dataplane/types.ts';
import { userspace } from './dataplane/userspace.ts';
import { ledgerRoom } from './ledger.ts';
import { instanceNode } from './nodes/instance.ts';
import { internetNode, publicNeighbours } from './nodes/internet.ts';
import { internetGatewayNode } from './nodes/internet-gateway.ts';
import { onPremHostNode } from './nodes/onprem-host.ts';
import { hostInterfaces, onPremRouterNode } from './nodes/onprem-router.ts';
import { attachmentInterfaces, transitGatewayNode } from './nodes/transit-gateway.ts';
import { TRANSIT_GATEWAY_INTERFACE, tunnelEndpointNode } from './nodes/tunnel-endpoint.ts';
import { gatewayInterfaces, instanceInterfaces, vpcRouterNode } from './nodes/vpc-router.ts';
import type { DataplaneName, LinkEnd, LinkPlan, NodePlan, Plan, WirePlan } from './types.ts';

const DATAPLANES: Readonly<Record<DataplaneName, Dataplane>> = { kernel, userspace };

/**
 * The nodes and links that make up a resolved lab on a data plane. Pure.
 * Nodes that take longest to start, those with IKE daemons, come first.
 */
export function planLab(lab: Lab, dataplaneName: DataplaneName): Plan {
  const links = linksOf(lab);
  return {
    lab: lab.name,
    dataplane: dataplaneName,
    nodes: nodes(lab, DATAPLANES[dataplaneName]).map((node) => ({
      ...node,
      ledgerRoom: roomOf(lab, node),
      interfaces: node.interfaces.map((each) => ({
        ...each,
        netem: netemOf(lab, links, node.name, each.name),
      })),
      wiring: wiringOf(node.name, links),
    })),
    links,
  };
}

/** Room for the pairs of hosts whose probes may come by a node: those of a host or a VPC, or all. */
function roomOf(lab: Lab, { name, role }: NodePlan): number {
  const all = hosts(lab).length;
  const instances = lab.vpcs.find((vpc) => vpc.name === name)?.instances.length ?? 0;
  const ofNode = role === 'instance' || role === 'onprem-host' ? 1 : role === 'vpc-router' ? instances : all;
  return ledgerRoom(2 * ofNode * all);
}

/** What the lab file says of the link that an interface is an end of: each end has the direction that leaves it. */
function netemOf(lab: Lab, links: readonly LinkPlan[], node: string, name: string): Netem | null {
  const link = links.find(({ ends }) => ends.some((end) => end.node === node && end.interface === name));
  if (link === undefined) return null;
  const [one, other] = link.ends;
  const found = linkOf(lab, one.node, other.node);
  if (found === undefined) return null;
  const { delayMs, jitterMs, lossPercent, rateMbps } = found;
  return { delayMs, jitterMs, lossPercent, rateMbps };
}

/** The interfaces of a node, each with the name of its link, as s2s-fabric reads them. */
function wiringOf(node: string, links: readonly LinkPlan[]): WirePlan[] {
  return links.flatMap(({ name, ends }) =>
    ends.filter((end) => end.node === node).map((end) => ({ interface: end.interface, link: name })),
  );
}

function nodes(lab: Lab, dataplane: Dataplane): NodePlan[] {
  const tunnels = lab.vpnConnections.flatMap((connection) => connection.tunnels);
  return [
    ...lab.vpnConnections.flatMap((connection) =>
      connection.tunnels.map((tunnel) =>
        tunnelEndpointNode(tunnel, connection, gatewayOf(lab, connection), lab.timers, dataplane),
      ),
    ),
    ...lab.customerGateways.map((gateway) => onPremRouterNode(gateway, tunnels, lab.timers, dataplane)),
    internetNode(lab),
    ...transitGateways(lab).map((gateway) => transitGatewayNode(lab, gateway, dataplane)),
    ...lab.customerGateways.flatMap((gateway) => [
      internetGatewayNode(gateway),
      ...gateway.hosts.map((host) => onPremHostNode(gateway, host)),
    ]),
    ...lab.vpcs.flatMap((vpc) => [
      vpcRouterNode(lab, vpc),
      ...vpc.instances.map((instance) => instanceNode(vpc, instance)),
    ]),
  ];
}

function gatewayOf(lab: Lab, connection: VpnConnection): CustomerGateway {
  return lab.customerGateways.find(({ name }) => name === connection.customerGateway)!;
}

function linksOf(lab: Lab): LinkPlan[] {
  return [
    ...publicNeighbours(lab).map((neighbour) =>
      link(
        { node: INTERNET, interface: neighbour.interface },
        { node: neighbour.node, interface: isGateway(lab, neighbour.node) ? 'wan' : 'eth0' },
      ),
    ),
    ...lab.customerGateways.flatMap((gateway) => {
      const { router } = gateway;
      return [
        link(
          { node: internetGatewayName(gateway.name), interface: 'lan' },
          { node: router.name, interface: 'eth0' },
        ),
        ...[...hostInterfaces(gateway)].map(([host, name]) =>
          link({ node: router.name, interface: name }, { node: host, interface: 'eth0' }),
        ),
      ];
    }),
    ...transitGateways(lab).flatMap((gateway) =>
      gateway.attachments.flatMap((attachment) =>
        attachmentInterfaces(lab, gateway, attachment).map((end) => {
          const vpc = lab.vpcs.find(({ name }) => name === end.node);
          return link(
            { node: gateway.name, interface: end.interface },
            {
              node: end.node,
              interface:
                vpc === undefined
                  ? TRANSIT_GATEWAY_INTERFACE
                  : gatewayInterfaces(lab, vpc).get(gateway.name)!,
            },
          );
        }),
      ),
    ),
    ...lab.vpcs.flatMap((vpc) =>
      [...instanceInterfaces(vpc)].map(([instance, name]) =>
        link({ node: vpc.name, interface: name }, { node: instance, interface: 'eth0' }),
      ),
    ),
  ];
}

const isGateway = (lab: Lab, node: string): boolean =>
  lab.customerGateways.some(({ name }) => internetGatewayName(name) === node);

function link(one: LinkEnd, other: LinkEnd): LinkPlan {
  return { name: `${one.node}--${other.node}`, ends: [one, other] };
}
