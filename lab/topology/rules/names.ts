import { formatKeyPath } from '../key-path.ts';
import type { GatewayPath } from '../objects/gateway-kinds.ts';
import { GATEWAY_NODES } from '../objects/gateway.ts';
import { checkDistinct } from './distinct.ts';
import type { Named } from './distinct.ts';
import type { KeyPath } from '../key-path.ts';
import { gatewaysOfSite, isOneArmed } from '../graph/sites.ts';
import { nodesOf } from '../graph/nodes.ts';
import type { LabNode, NodeOf, NodeRole } from '../graph/nodes.ts';
import { FABRIC, INTERNET, RESERVED_DEVICE_NAMES } from '../names.ts';
import type { Report } from '../report.ts';
import type { Lab } from '../types.ts';

/** Every node is a container of its own name; every interface of a node has a name of its own. */
export function checkNames(lab: Lab, report: Report, gatewayPath: GatewayPath): void {
  const nodes = namedNodes(lab, gatewayPath);
  const reserved = [INTERNET, FABRIC, ...RESERVED_DEVICE_NAMES];
  for (const { name, path } of nodes) {
    // A route's target is a gateway's name, or this word.
    const isTarget = name === 'blackhole' && lab.gateways.some((gateway) => gateway.name === name);
    if (reserved.includes(name) || isTarget)
      report(path, {
        what: 'is a name the lab itself uses',
        value: name,
        hint: 'call it something else',
        atKey: true,
      });
  }
  checkDistinct(
    report,
    nodes,
    'instances, hosts, routers, tunnels, virtual interfaces, VPCs and the Transit Gateway are nodes of one lab',
  );

  for (const gateway of lab.customerGateways) {
    const at: KeyPath = ['customerGateways', gateway.name];
    // Of a one-armed router the hosts are behind the Internet gateway.
    const ofGateway = isOneArmed(gateway.router) ? ['lan', 'wan'] : [];
    const interfaces = [
      ...ofGateway.map((name) => ({ name, path: at, as: 'an interface of the Internet gateway' })),
      // Those of several routers are at their switch.
      ...(gatewaysOfSite(lab, gateway).length > 1 ? [] : gateway.hosts).map(({ name }) => ({
        name,
        path: [...at, 'hosts', name],
      })),
      // The first is reserved anyway.
      ...gateway.router.insideSubnets.slice(1).map((subnet) => ({
        name: subnet.interface,
        path: [...at, 'router', 'insideCidrBlock'],
      })),
      ...(gateway.router.own === null ? gateway.router.connections : []).map(({ name }) => ({
        name,
        path: [...at, 'router', 'connections', name],
      })),
    ];
    checkDistinct(report, interfaces, 'each names an interface of the router');
  }
}

/** Of two nodes with one name the one whose role comes first keeps it. */
const RANK: readonly NodeRole[] = [
  ...Object.values(GATEWAY_NODES).map(({ role }) => role),
  'vpc-router',
  'instance',
  'tunnel-endpoint',
  'virtual-interface',
];

function namedNodes(lab: Lab, gatewayPath: GatewayPath): Named[] {
  const rank = ({ role }: LabNode): number => (RANK.includes(role) ? RANK.indexOf(role) : RANK.length);
  return nodesOf(lab)
    .filter(({ role }) => role !== 'internet')
    .toSorted((one, other) => rank(one) - rank(other))
    .map((node) => ({ name: node.name, ...writtenAt(node, gatewayPath) }));
}

/** Where the lab file gives a node its name. */
function writtenAt(node: LabNode, gatewayPath: GatewayPath): Omit<Named, 'name'> {
  if ('gateway' in node) {
    const path = gatewayPath(node.gateway);
    return path.length === 1
      ? { path: [...path, 'name'], as: `the ${GATEWAY_NODES[node.gateway.kind].noun}` }
      : { path };
  }
  switch (node.role) {
    case 'vpc-router':
      return { path: ['vpcs', node.name] };
    case 'instance':
      return { path: ['vpcs', node.vpc.name, 'instances', node.name] };
    case 'nat-gateway':
      return { path: ['vpcs', node.vpc.name, 'natGateways', node.name] };
    case 'internet-host':
      return { path: ['internetHosts', node.name] };
    case 'tunnel-endpoint':
      return { path: ['vpnConnections', node.vpnConnection.name, 'tunnels', node.name] };
    case 'virtual-interface':
      return {
        path: ['directConnectGateways', node.directConnectGateway.name, 'virtualInterfaces', node.name],
      };
    case 'internet':
      return { path: [] };
    case 'internet-gateway':
    case 'onprem-router':
    case 'onprem-host':
    case 'lan-switch':
      return writtenInSite(node);
  }
}

function writtenInSite(
  node: NodeOf<'internet-gateway' | 'onprem-router' | 'onprem-host' | 'lan-switch'>,
): Omit<Named, 'name'> {
  const path: KeyPath = ['customerGateways', node.customerGateway.name];
  const site = formatKeyPath(path);
  if (node.role === 'internet-gateway') return { path, as: `the Internet gateway of ${site}` };
  if (node.role === 'lan-switch') return { path, as: `the switch of ${site}` };
  if (node.role === 'onprem-router')
    return { path: [...path, 'router', 'name'], as: `the router of ${site}` };
  return { path: [...path, 'hosts', node.name] };
}
