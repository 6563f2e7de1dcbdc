import { hosts } from '../aws/hosts.ts';
import { linksOf, portsOf } from '../topology/graph/links.ts';
import type { LabLink } from '../topology/graph/links.ts';
import { hasIpv6, overIpv4, overIpv6 } from '../topology/graph/ip-versions.ts';
import { nodeOf, nodesOf } from '../topology/graph/nodes.ts';
import type { LabNode, NodeOf, NodeRole } from '../topology/graph/nodes.ts';
import type { Lab } from '../topology/types.ts';
import { kernel } from './dataplane/kernel.ts';
import type { Dataplane } from './dataplane/types.ts';
import { userspace } from './dataplane/userspace.ts';
import { FIXED_NEIGHBOURS_FROM_NODES, withFixedNeighbours } from './fixed-neighbours.ts';
import { withIpv6 } from './ipv6.ts';
import { ledgerRoom } from './ledger.ts';
import { instanceNode } from './nodes/instance.ts';
import { internetHostNode } from './nodes/internet-host.ts';
import { internetNode } from './nodes/internet.ts';
import { internetGatewayNode } from './nodes/internet-gateway.ts';
import { lanSwitchNode } from './nodes/lan-switch.ts';
import { natGatewayNode } from './nodes/nat-gateway.ts';
import { onPremHostNode } from './nodes/onprem-host.ts';
import { onPremRouterNode } from './nodes/onprem-router.ts';
import { transitGatewayNode } from './nodes/transit-gateway.ts';
import { tunnelEndpointNode } from './nodes/tunnel-endpoint.ts';
import { virtualInterfaceNode } from './nodes/virtual-interface.ts';
import { vpcInternetGatewayNode } from './nodes/vpc-internet-gateway.ts';
import { vpcRouterNode } from './nodes/vpc-router.ts';
import { vpnGatewayNode } from './nodes/vpn-gateway.ts';
import type { DataplaneName, NodePlan, Plan } from './types.ts';

const DATAPLANES: Readonly<Record<DataplaneName, Dataplane>> = { kernel, userspace };

type NodePlans = {
  readonly [Role in NodeRole]: (node: NodeOf<Role>, lab: Lab, dataplane: Dataplane) => NodePlan;
};

/** What becomes of a node, by its role. */
const NODE_PLANS: NodePlans = {
  'tunnel-endpoint': tunnelEndpointNode,
  'virtual-interface': virtualInterfaceNode,
  'onprem-router': onPremRouterNode,
  internet: internetNode,
  'transit-gateway': transitGatewayNode,
  'vpn-gateway': vpnGatewayNode,
  'internet-gateway': internetGatewayNode,
  'lan-switch': lanSwitchNode,
  'onprem-host': onPremHostNode,
  'vpc-router': vpcRouterNode,
  'nat-gateway': natGatewayNode,
  'vpc-internet-gateway': vpcInternetGatewayNode,
  'internet-host': internetHostNode,
  instance: instanceNode,
};

/**
 * The order that nodes are started in: those with IKE daemons take longest. Roles that stand together keep the order of
 * the lab.
 */
const START_ORDER: Readonly<Record<NodeRole, number>> = {
  'tunnel-endpoint': 0,
  'virtual-interface': 3,
  'onprem-router': 1,
  internet: 2,
  'transit-gateway': 3,
  'vpn-gateway': 3,
  'vpc-internet-gateway': 3,
  'internet-host': 4,
  'internet-gateway': 4,
  'lan-switch': 4,
  'onprem-host': 4,
  'vpc-router': 5,
  instance: 5,
  'nat-gateway': 5,
};

/** The nodes and links that make up a resolved lab on a data plane, the nodes in the order to start them in. Pure. */
export function planLab(lab: Lab, dataplane: DataplaneName): Plan {
  const links = linksOf(lab).map(({ ends }) => ({ name: linkName(ends), ends }));
  const nodes = nodesOf(lab)
    .toSorted((one, other) => START_ORDER[one.role] - START_ORDER[other.role])
    .map((node) => planOf(node, lab, DATAPLANES[dataplane]));
  const isLarge = nodes.length >= FIXED_NEIGHBOURS_FROM_NODES;
  return {
    lab: lab.name,
    dataplane,
    nodes: isLarge ? withFixedNeighbours(lab, nodes, links) : nodes,
    links,
  };
}

/** A node as its role has it over IPv4, and over IPv6 where the lab has that, with its ledger, its links, and what the lab file says of them. */
function planOf<Role extends NodeRole>(node: NodeOf<Role>, lab: Lab, dataplane: Dataplane): NodePlan {
  const over = (seen: Lab): NodePlan =>
    NODE_PLANS[node.role](nodeOf(seen, node.name) as NodeOf<Role>, seen, dataplane);
  const plan =
    lab.ipVersion !== 'ipv6' && hasIpv6(lab) && carriesIpv6(node)
      ? withIpv6(over(overIpv4(lab)), over(overIpv6(lab)))
      : over(lab.ipVersion === 'ipv6' ? lab : overIpv4(lab));
  const ports = portsOf(lab, node.name);
  return {
    ...plan,
    ledgerRoom: ledgerRoom(2 * hostsAt(lab, node) * hosts(lab).length),
    interfaces: plan.interfaces.map((each) => ({
      ...each,
      netem: ports.find((port) => port.interface === each.name)?.netem ?? null,
    })),
    wiring: ports.map((port) => ({ interface: port.interface, link: linkName(port.ends) })),
  };
}

/** Of tunnel endpoints those of connections with IPv6 inside; the Internet, and what is on it, is IPv4. */
function carriesIpv6(node: LabNode): boolean {
  if (node.role === 'tunnel-endpoint') return node.vpnConnection.tunnelInsideIpVersion === 'ipv6';
  return IPV6_ROLES.includes(node.role);
}

const IPV6_ROLES: readonly NodeRole[] = [
  'onprem-router',
  'onprem-host',
  'transit-gateway',
  'vpc-router',
  'instance',
];

/** How many hosts' probes may come by a node: those of a host itself or of a VPC, or all. */
function hostsAt(lab: Lab, node: LabNode): number {
  if (node.role === 'instance' || node.role === 'onprem-host') return 1;
  return node.role === 'vpc-router' ? node.vpc.instances.length : hosts(lab).length;
}

const linkName = (ends: LabLink['ends']): string => ends.map(({ node }) => node).join('--');
