import { otherEntries } from '../../aws/availability-zones.ts';
import { isLocal, tableRoutes } from '../../aws/vpc.ts';
import { addressAt, asBlock } from '../../topology/cidr.ts';
import { bound } from '../../topology/graph/find.ts';
import { attachmentBehind, portsOf, portTowards } from '../../topology/graph/links.ts';
import type { Port } from '../../topology/graph/links.ts';
import type { NodeOf } from '../../topology/graph/nodes.ts';
import { vpnGateways } from '../../topology/objects/gateways.ts';
import type { Lab, Route, RouteTable, RouteTarget, Vpc } from '../../topology/types.ts';
import { linkAddresses } from '../addresses.ts';
import { address } from '../commands/ip-address.ts';
import { linkUp } from '../commands/ip-link.ts';
import { answerAtOnce } from '../commands/ip-ntable.ts';
import { blackholeDefault, route } from '../commands/ip-route.ts';
import type { IpRoute } from '../commands/ip-route.ts';
import { rule } from '../commands/ip-rule.ts';
import type { IpRule } from '../commands/ip-rule.ts';
import type { IpCommand } from '../commands/ip.ts';
import { nodePlan } from '../node-plan.ts';
import { FORWARDER } from '../sysctls.ts';
import type { NodePlan } from '../types.ts';
import { availabilityZoneTables } from './availability-zones.ts';
import { networkAclTables } from './network-acls.ts';
import { securityGroupTable } from './security-groups.ts';
import { vpcBird, vpcSessionAddress } from './vpn-gateway-bgp.ts';

/** Table for what comes from a Transit Gateway: it reaches the VPC's own addresses and nothing else. */
const ATTACHMENT_TABLE = 100;
const FIRST_SUBNET_TABLE = 101;

/** The interface of a VPC's router that leads to each instance, and to each NAT gateway. */
function interfacesInVpc(lab: Lab, vpc: Vpc): ReadonlyMap<string, string> {
  return new Map(
    [...vpc.instances, ...vpc.natGateways].map(({ name }) => [
      name,
      portTowards(lab, vpc.name, name).interface,
    ]),
  );
}

/** The numbers that a VPC's route tables have in the kernel of its router, by their names. */
export function subnetTableNumbers({ routeTables }: Vpc): ReadonlyMap<string, number> {
  return new Map(routeTables.map(({ name }, index) => [name, FIRST_SUBNET_TABLE + index]));
}

/**
 * A VPC's implicit router: the route table of each subnet, the security groups of each instance, and the
 * source/destination check. It is invisible in traceroute and TTL, as AWS's is.
 */
export function vpcRouterNode({ vpc }: NodeOf<'vpc-router'>, lab: Lab): NodePlan {
  const interfaces = interfacesInVpc(lab, vpc);
  const ends = linkAddresses(lab);
  const gateways = portsOf(lab, vpc.name).filter(({ attachment }) => attachment !== null);
  const tableOf = subnetTableNumbers(vpc);
  const tables = [ATTACHMENT_TABLE, ...tableOf.values()];
  const links: Record<string, IpCommand[]> = {};
  const rules = gateways.flatMap((port) => entryRules(lab, vpc, port, tableOf));
  for (const instance of [...vpc.instances, ...vpc.natGateways]) {
    const name = interfaces.get(instance.name)!;
    const subnet = bound(vpc.subnets, instance.subnet);
    rules.push(rule(name, tableOf.get(subnet.routeTable)!));
    links[name] = [
      address(asBlock(addressAt(subnet.cidrBlock, 1)), name),
      linkUp(name),
      answerAtOnce(name),
      route(instance.privateIpAddress, { dev: name }),
      route(instance.privateIpAddress, { dev: name, table: ATTACHMENT_TABLE }),
      ...vpc.routeTables
        .filter((table) => isLocal(lab, vpc, table, instance.privateIpAddress))
        .map(({ name: table }) =>
          route(instance.privateIpAddress, { dev: name, table: tableOf.get(table)! }),
        ),
      ...routesTo(lab, vpc, instance.name, tableOf, { via: instance.privateIpAddress, dev: name }),
    ];
  }
  for (const { interface: name, neighbour } of gateways) {
    const vpnGateway = vpnGateways(lab).find((gateway) => gateway.name === neighbour.node);
    links[name] = [
      address(asBlock(ends.attachment), name),
      ...(vpnGateway === undefined ? [] : vpcSessionAddress(lab, vpnGateway, name, 'vpc')),
      linkUp(name),
      ...routesTo(lab, vpc, neighbour.node, tableOf, { via: ends.gateway, dev: name }),
    ];
  }
  const bird = vpcBird(lab, vpc, tableOf);
  return nodePlan({
    name: vpc.name,
    role: 'vpc-router',
    ...(bird.length === 0 ? {} : { image: 'bgp', services: bird }),
    // The router answers ARP for the whole subnet: every packet between instances passes the security groups.
    sysctls: { ...FORWARDER, 'net.ipv4.conf.default.proxy_arp': '1' },
    setup: [
      ...tables.map(blackholeDefault),
      ...vpc.cidrBlocks.map((block) => route(block, { blackhole: true, table: ATTACHMENT_TABLE })),
      ...vpc.routeTables.flatMap((table) => dropsOf(lab, vpc, table, tableOf.get(table.name)!)),
      ...rules,
    ],
    mangle: ['-A PREROUTING -j TTL --ttl-inc 1'],
    firewall: [
      securityGroupTable(lab, vpc, interfaces),
      ...networkAclTables(lab, vpc, interfaces),
      ...availabilityZoneTables(lab, vpc),
    ],
    interfaces: links,
  });
}

type TableNumbers = ReadonlyMap<string, number>;

/** The routes of every table that lead to one neighbour. */
function routesTo(
  lab: Lab,
  vpc: Vpc,
  target: string,
  tableOf: TableNumbers,
  next: { readonly via: string; readonly dev: string },
): IpRoute[] {
  return vpc.routeTables.flatMap((table) =>
    tableRoutes(lab, vpc, table)
      .filter((each) => leadsTo(each.target, target) && each.isLearned !== true)
      .map(({ destinationCidrBlock }) =>
        route(destinationCidrBlock, { ...next, onlink: true, table: tableOf.get(table.name)! }),
      ),
  );
}

const leadsTo = (target: RouteTarget, name: string): boolean =>
  target.kind !== 'blackhole' && target.name === name;

/** What comes from a gateway is looked up in the table of the subnet that the attachment's network interface is in, if it names any. */
function entryRules(lab: Lab, vpc: Vpc, port: Port, tableOf: TableNumbers): IpRule[] {
  const attachment = attachmentBehind(lab, port)!;
  const tableOfSubnet = (subnet: string): number => tableOf.get(bound(vpc.subnets, subnet).routeTable)!;
  const [first] = attachment.subnets;
  const table = first === undefined ? ATTACHMENT_TABLE : tableOfSubnet(first);
  const others = otherEntries(lab, attachment).filter(({ subnet }) => tableOfSubnet(subnet) !== table);
  return [
    ...others.map(({ cidrBlock, subnet }) => rule(port.interface, tableOfSubnet(subnet), cidrBlock)),
    rule(port.interface, table),
  ];
}

/** The `local` routes, for addresses that nobody has, and the routes of a table that are blackholes. */
function dropsOf(lab: Lab, vpc: Vpc, table: RouteTable, number: number): IpRoute[] {
  const neighbours = portsOf(lab, vpc.name).map(({ neighbour }) => neighbour.node);
  const isBlackhole = ({ target }: Route): boolean =>
    target.kind === 'blackhole' || !neighbours.includes(target.name);
  const blocks = [
    ...vpc.cidrBlocks,
    ...tableRoutes(lab, vpc, table)
      .filter(isBlackhole)
      .map(({ destinationCidrBlock }) => destinationCidrBlock),
  ];
  return blocks.map((block) => route(block, { blackhole: true, table: number }));
}
