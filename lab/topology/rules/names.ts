import { formatKeyPath } from '../key-path.ts';
import type { KeyPath } from '../key-path.ts';
import { FABRIC, INTERNET, internetGatewayName, RESERVED_DEVICE_NAMES } from '../names.ts';
import type { Report } from '../report.ts';
import type { Lab } from '../types.ts';
import { DEFAULTS } from '../defaults.ts';

interface Named {
  readonly name: string;
  readonly path: KeyPath;
  /** What has the name, where the path alone does not say. */
  readonly as?: string;
}

/** Every node is a container of its own name; every interface of a node has a name of its own. */
export function checkNames(lab: Lab, report: Report): void {
  const nodes = nodesOf(lab);
  const transitGateway = lab.transitGateway.name;
  const reserved = [INTERNET, FABRIC, ...RESERVED_DEVICE_NAMES];
  for (const { name, path } of nodes) {
    // Everyone's interface towards the Transit Gateway is called so.
    const taken =
      reserved.includes(name) || (name === DEFAULTS.transitGatewayName && name !== transitGateway);
    if (taken)
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

  checkDistinct(report, transitGatewayInterfaces(lab), 'each names an interface of the Transit Gateway');
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

function nodesOf(lab: Lab): Named[] {
  const below = (at: KeyPath, list: readonly { name: string }[]): Named[] =>
    list.map(({ name }) => ({ name, path: [...at, name] }));
  return [
    { name: lab.transitGateway.name, path: ['transitGateway', 'name'], as: 'the Transit Gateway' },
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

function transitGatewayInterfaces({ transitGateway, vpnConnections }: Lab): Named[] {
  const at: KeyPath = ['transitGateway'];
  return [
    ...vpnConnections.flatMap((vpn) =>
      vpn.tunnels.map(({ name }) => ({ name, path: ['vpnConnections', vpn.name, 'tunnels', name] })),
    ),
    ...transitGateway.attachments.map(({ name }) => ({ name, path: [...at, 'attachments', name] })),
    ...transitGateway.routeTables.map(({ name }) => ({ name, path: [...at, 'routeTables', name] })),
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
