import { formatKeyPath } from '../key-path.ts';
import type { GatewayPath } from '../gateways.ts';
import type { KeyPath } from '../key-path.ts';
import { FABRIC, INTERNET, internetGatewayName, RESERVED_DEVICE_NAMES } from '../names.ts';
import type { Report } from '../report.ts';
import type { Lab, TransitGateway } from '../types.ts';

interface Named {
  readonly name: string;
  readonly path: KeyPath;
  /** What has the name, where the path alone does not say. */
  readonly as?: string;
}

/** Every node is a container of its own name; every interface of a node has a name of its own. */
export function checkNames(lab: Lab, report: Report, gatewayPath: GatewayPath): void {
  const nodes = nodesOf(lab, gatewayPath);
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
    'instances, hosts, routers, tunnels, VPCs and the Transit Gateway are nodes of one lab',
  );

  for (const gateway of lab.gateways) {
    const interfaces = transitGatewayInterfaces(lab, gateway, gatewayPath(gateway));
    checkDistinct(report, interfaces, 'each names an interface of the Transit Gateway');
  }
  for (const gateway of lab.customerGateways) {
    const at: KeyPath = ['customerGateways', gateway.name];
    const interfaces = [
      ...gateway.hosts.map(({ name }) => ({ name, path: [...at, 'hosts', name] })),
      ...gateway.router.connections.map(({ name }) => ({
        name,
        path: [...at, 'router', 'connections', name],
      })),
    ];
    checkDistinct(report, interfaces, 'each names an interface of the router');
  }
}

function nodesOf(lab: Lab, gatewayPath: GatewayPath): Named[] {
  const below = (at: KeyPath, list: readonly { name: string }[]): Named[] =>
    list.map(({ name }) => ({ name, path: [...at, name] }));
  return [
    ...lab.gateways.map((gateway): Named => {
      const path = gatewayPath(gateway);
      return path.length === 1
        ? { name: gateway.name, path: [...path, 'name'], as: 'the Transit Gateway' }
        : { name: gateway.name, path };
    }),
    ...below(['vpcs'], lab.vpcs),
    ...lab.vpcs.flatMap((vpc) => below(['vpcs', vpc.name, 'instances'], vpc.instances)),
    ...lab.vpnConnections.flatMap((vpn) => below(['vpnConnections', vpn.name, 'tunnels'], vpn.tunnels)),
    ...lab.customerGateways.flatMap(({ name, router, hosts }): Named[] => [
      {
        name: internetGatewayName(name),
        path: ['customerGateways', name],
        as: `the Internet gateway of customerGateways.${name}`,
      },
      {
        name: router.name,
        path: ['customerGateways', name, 'router', 'name'],
        as: `the router of customerGateways.${name}`,
      },
      ...below(['customerGateways', name, 'hosts'], hosts),
    ]),
  ];
}

function transitGatewayInterfaces({ vpnConnections }: Lab, gateway: TransitGateway, at: KeyPath): Named[] {
  return [
    ...vpnConnections
      .filter((vpn) => vpn.gateway === gateway.name)
      .flatMap((vpn) =>
        vpn.tunnels.map(({ name }) => ({ name, path: ['vpnConnections', vpn.name, 'tunnels', name] })),
      ),
    ...gateway.attachments.map(({ name }) => ({ name, path: [...at, 'attachments', name] })),
    ...gateway.routeTables.map(({ name }) => ({ name, path: [...at, 'routeTables', name] })),
  ];
}

function checkDistinct(report: Report, all: readonly Named[], rule: string): void {
  all.forEach(({ name, path, as }, index) => {
    const other = all.slice(0, index).find((each) => each.name === name);
    if (other === undefined || name === '') return;
    const subject = as === undefined ? 'has' : `${as} has`;
    const what = `${subject} the name of ${other.as ?? formatKeyPath(other.path)}`;
    report(path, { what, value: name, rule, atKey: true, dependsOn: [other.path] });
  });
}
