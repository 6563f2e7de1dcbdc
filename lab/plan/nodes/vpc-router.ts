import { subnetRoutes, tableRoutes } from '../../aws/vpc.ts';
import { addressAt } from '../../topology/cidr.ts';
import { bound } from '../../topology/graph/find.ts';
import { portsOf, portTowards } from '../../topology/graph/links.ts';
import type { NodeOf } from '../../topology/graph/nodes.ts';
import { vpnGateways } from '../../topology/objects/gateways.ts';
import type { Lab, RouteTarget, Vpc } from '../../topology/types.ts';
import { ATTACHMENT_ADDRESS, TRANSIT_GATEWAY_ADDRESS } from '../addresses.ts';
import { address } from '../commands/ip-address.ts';
import { linkUp } from '../commands/ip-link.ts';
import { answerAtOnce } from '../commands/ip-ntable.ts';
import { blackholeDefault, route } from '../commands/ip-route.ts';
import type { IpRoute } from '../commands/ip-route.ts';
import { rule } from '../commands/ip-rule.ts';
import type { IpCommand } from '../commands/ip.ts';
import { nodePlan } from '../node-plan.ts';
import { FORWARDER } from '../sysctls.ts';
import type { NodePlan } from '../types.ts';
import { networkAclTables } from './network-acls.ts';
import { securityGroupTable } from './security-groups.ts';
import { vpcBird, vpcSessionAddress } from './vpn-gateway-bgp.ts';

/** Table for what comes from a Transit Gateway: it reaches the VPC's own addresses and nothing else. */
const ATTACHMENT_TABLE = 100;
const FIRST_SUBNET_TABLE = 101;

/** The interface of a VPC's router that leads to each instance. */
function instanceInterfaces(lab: Lab, vpc: Vpc): ReadonlyMap<string, string> {
  return new Map(vpc.instances.map(({ name }) => [name, portTowards(lab, vpc.name, name).interface]));
}

/**
 * A VPC's implicit router: the route table of each subnet, the security groups of each instance, and the
 * source/destination check. It is invisible in traceroute and TTL, as AWS's is.
 */
export function vpcRouterNode({ vpc }: NodeOf<'vpc-router'>, lab: Lab): NodePlan {
  const interfaces = instanceInterfaces(lab, vpc);
  const gateways = portsOf(lab, vpc.name).filter(({ attachment }) => attachment !== null);
  const tableOf = new Map(vpc.routeTables.map(({ name }, index) => [name, FIRST_SUBNET_TABLE + index]));
  const tables = [ATTACHMENT_TABLE, ...tableOf.values()];
  const links: Record<string, IpCommand[]> = {};
  const rules = gateways.map((port) => rule(port.interface, ATTACHMENT_TABLE));
  for (const instance of vpc.instances) {
    const name = interfaces.get(instance.name)!;
    const subnet = bound(vpc.subnets, instance.subnet);
    rules.push(rule(name, tableOf.get(subnet.routeTable)!));
    links[name] = [
      address(`${addressAt(subnet.cidrBlock, 1)}/32`, name),
      linkUp(name),
      answerAtOnce(name),
      route(instance.privateIpAddress, { dev: name }),
      ...tables.map((table) => route(instance.privateIpAddress, { dev: name, table })),
    ];
  }
  for (const { interface: name, neighbour } of gateways) {
    const vpnGateway = vpnGateways(lab).find((gateway) => gateway.name === neighbour.node);
    links[name] = [
      address(`${ATTACHMENT_ADDRESS}/32`, name),
      ...(vpnGateway === undefined ? [] : vpcSessionAddress(lab, vpnGateway, name, 'vpc')),
      linkUp(name),
      ...vpc.routeTables.flatMap((table) =>
        tableRoutes(lab, vpc, table)
          .filter(({ target, isLearned }) => leadsTo(target, neighbour.node) && isLearned !== true)
          .map(({ destinationCidrBlock }) =>
            route(destinationCidrBlock, {
              via: TRANSIT_GATEWAY_ADDRESS,
              dev: name,
              onlink: true,
              table: tableOf.get(table.name)!,
            }),
          ),
      ),
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
      ...vpc.routeTables.flatMap((table) => dropsOf(lab, vpc, table.name, tableOf.get(table.name)!)),
      ...rules,
    ],
    mangle: ['-A PREROUTING -j TTL --ttl-inc 1'],
    firewall: [securityGroupTable(lab, vpc, interfaces), ...networkAclTables(vpc, interfaces)],
    interfaces: links,
  });
}

const leadsTo = (target: RouteTarget, gateway: string): boolean =>
  target.kind !== 'blackhole' && target.name === gateway;

/** The `local` route, for addresses that nobody has, and the blackhole routes of a subnet's table. */
function dropsOf(lab: Lab, vpc: Vpc, tableName: string, number: number): IpRoute[] {
  const subnet = vpc.subnets.find(({ routeTable }) => routeTable === tableName);
  if (subnet === undefined) return [];
  return subnetRoutes(lab, vpc, subnet.name)
    .filter(({ target }) => target.kind === 'local' || target.kind === 'blackhole')
    .map(({ destinationCidrBlock }) => route(destinationCidrBlock, { blackhole: true, table: number }));
}
