import { lookup } from '../../aws/lookup.ts';
import { subnetRoutes } from '../../aws/vpc.ts';
import { unpropagated } from '../../aws/vpn-gateway.ts';
import { because } from '../../causes/catalogue.ts';
import { containsAny } from '../../topology/cidr.ts';
import { bound } from '../../topology/graph/find.ts';
import { neighbourAt, portsOf } from '../../topology/graph/links.ts';
import type { Instance, Vpc } from '../../topology/types.ts';
import { passed, stopped } from '../hop.ts';
import type { Finding, Hop } from '../hop.ts';
import { matchingRoutes, routesText } from '../kernel/routes.ts';
import { tableByInterface } from '../kernel/rules.ts';
import { brokenLink } from '../link.ts';
import { refusalOf } from '../refusal.ts';
import { kernelOf, placeOf, routeOf } from '../scene.ts';
import type { Visit } from '../scene.ts';
import { filterHops } from './vpc-filters.ts';

/** What a VPC's implicit router does with a packet: the filters around instances, and the route tables of its subnets. */
export function hopsAtVpc(visit: Visit, vpc: Vpc): Hop[] {
  const { passage } = visit;
  const sender = instanceAt(visit, vpc, passage.in);
  const receiver = instanceAt(visit, vpc, passage.out);
  const place = placeOf(visit, routeSubject(vpc, sender));
  if (passage.fate === 'stopped') return [stopped(place, noRoute(visit, vpc, sender))];
  const { outbound, inbound } = filterHops(visit, vpc, sender, receiver);
  return outbound.at(-1)?.verdict === 'wrong' ? [...outbound] : [...outbound, routeTaken(sender), ...inbound];

  function routeTaken(from?: Instance): Hop {
    const { to, evidence } = routeOf(visit);
    const target = neighbourAt(visit.scene.lab, visit.node, passage.out)?.node ?? passage.out ?? '';
    const local = from === undefined || receiver !== undefined;
    return passed(
      place,
      local
        ? `the local route of ${vpc.name} leads to ${target}`
        : `the route to ${to ?? ''} leads to ${target}`,
      evidence,
    );
  }
}

function instanceAt({ scene }: Visit, vpc: Vpc, interfaceName: string | null): Instance | undefined {
  const neighbour = neighbourAt(scene.lab, vpc.name, interfaceName);
  return vpc.instances.find(({ name }) => name === neighbour?.node);
}

/** The gateway that the configured route leads to; without such a route, each one that the VPC is attached to. */
function gatewaysTowards({ scene, destination }: Visit, vpc: Vpc, sender: Instance | undefined): string[] {
  const route =
    sender === undefined ? null : lookup(subnetRoutes(scene.lab, vpc, sender.subnet), destination.address);
  return route !== null && 'name' in route.target
    ? [route.target.name]
    : portsOf(scene.lab, vpc.name)
        .filter(({ attachment }) => attachment !== null)
        .map(({ neighbour }) => neighbour.node);
}

function routeSubject(vpc: Vpc, sender: Instance | undefined): string {
  const subnet = vpc.subnets.find(({ name }) => name === sender?.subnet);
  return subnet === undefined
    ? `local route of ${vpc.name}`
    : `route table ${subnet.routeTable} of subnet ${subnet.name}`;
}

/** Why routing refused a packet. A link that is down has taken its routes away, so it is looked at first. */
function noRoute(visit: Visit, vpc: Vpc, sender: Instance | undefined): Finding {
  const { scene, node, passage, destination } = visit;
  const refused = refusalOf(visit);
  if (refused !== null) return refused;
  const { address } = destination;
  const local = containsAny(vpc.cidrBlocks, address);
  for (const next of local ? [destination.name] : gatewaysTowards(visit, vpc, sender)) {
    const broken = brokenLink(scene, node, next);
    if (broken !== null) return broken;
  }

  const kernel = kernelOf(scene, node);
  const lookedUp = tableByInterface(kernel, passage.in ?? '');
  const table = lookedUp?.table ?? 'main';
  const routes = matchingRoutes(kernel, table, address);
  const evidence = [lookedUp?.evidence, routesText(table, address, routes)]
    .filter((part) => part !== undefined)
    .join('; ');
  const subnet = vpc.subnets.find(({ name }) => name === sender?.subnet);
  if (local) {
    return {
      ...because('noNetworkInterface', { vpc: vpc.name, address, host: destination.name }),
      evidence,
    };
  }
  if (subnet === undefined) {
    return {
      ...because('beyondLocalRoute', { vpc: vpc.name, cidrBlocks: vpc.cidrBlocks.join(', '), address }),
      evidence,
    };
  }
  const [best] = routes;
  if (best?.type === 'blackhole' && best.to !== 'default') {
    return {
      ...because('subnetRouteIsBlackhole', { destination: best.to, table: subnet.routeTable }),
      evidence,
    };
  }
  const facts = { table: subnet.routeTable, subnet: subnet.name, address };
  const gateway = unpropagated(scene.lab, vpc, bound(vpc.routeTables, subnet.routeTable), address);
  if (gateway === null) return { ...because('noSubnetRoute', facts), evidence };
  return { ...because('routePropagationOff', { ...facts, gateway: gateway.name }), evidence };
}
