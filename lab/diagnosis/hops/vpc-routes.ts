import { attachmentSubnetFor, entrySubnet } from '../../aws/availability-zones.ts';
import type { WayBetween } from '../../aws/filters/network-acls.ts';
import { lookup } from '../../aws/lookup.ts';
import { missingSubnetRoute } from '../../aws/missing-subnet-route.ts';
import { subnetRoutes } from '../../aws/vpc.ts';
import { because } from '../../causes/catalogue.ts';
import type { MetCause } from '../../causes/cause.ts';
import { containsAny } from '../../topology/cidr.ts';
import { attachmentBehind, portsOf } from '../../topology/graph/links.ts';
import type { Subnet, Vpc } from '../../topology/types.ts';
import type { Finding } from '../hop.ts';
import { isEndOfTable, matchingRoutes, routesText } from '../kernel/routes.ts';
import { tableByInterface } from '../kernel/rules.ts';
import { brokenLink } from '../link.ts';
import { refusalOf } from '../refusal.ts';
import { kernelOf } from '../scene.ts';
import type { Visit } from '../scene.ts';
import { missingPropagatedRoute } from './missing-propagated-route.ts';

/** By which subnet's route table a packet is looked up in a VPC; null: by the local routes alone. */
export interface Entry {
  readonly subnet: string | null;
  /** Name of the NAT gateway that it comes from; null if it comes from none. */
  readonly natGateway: string | null;
}

/** Where a packet comes into a VPC from: a network interface in a subnet, or a gateway by its attachment. */
export function entryOf(visit: Visit, vpc: Vpc): Entry {
  const { natGateway, own, attachment } = atInterface(visit, vpc, visit.passage.in);
  const { lab } = visit.scene;
  const entry = attachment === null ? null : entrySubnet(lab, attachment, visit.source.address);
  return { subnet: own?.subnet ?? entry, natGateway: natGateway?.name ?? null };
}

/** The network interfaces that a packet goes between. */
export function wayThrough(visit: Visit, vpc: Vpc): WayBetween {
  const { passage } = visit;
  const { subnet } = entryOf(visit, vpc);
  const came = atInterface(visit, vpc, passage.in);
  const from = subnet === null ? null : { subnet, isAttachment: came.own === undefined };
  const { own, attachment } = atInterface(visit, vpc, passage.out);
  if (own !== undefined) return { from, to: { subnet: own.subnet, isAttachment: false } };
  const leaving =
    attachment === null || subnet === null ? null : attachmentSubnetFor(attachment, vpc, subnet);
  return { from, to: leaving === null ? null : { subnet: leaving, isAttachment: true } };
}

/** What an interface of the VPC's router leads to: an instance or a NAT gateway, or an attachment. */
function atInterface({ scene: { lab } }: Visit, vpc: Vpc, interfaceName: string | null) {
  const port = portsOf(lab, vpc.name).find((each) => each.interface === interfaceName);
  const isThere = ({ name }: { readonly name: string }): boolean => name === port?.neighbour.node;
  const natGateway = vpc.natGateways.find(isThere);
  return {
    natGateway,
    own: natGateway ?? vpc.instances.find(isThere),
    attachment: port === undefined ? null : attachmentBehind(lab, port),
  };
}

/** What the configured route leads to; without such a route, each one that the VPC is attached to. */
function targetsTowards({ scene, destination }: Visit, vpc: Vpc, { subnet }: Entry): string[] {
  const route = subnet === null ? null : lookup(subnetRoutes(scene.lab, vpc, subnet), destination.address);
  return route !== null && 'name' in route.target
    ? [route.target.name]
    : portsOf(scene.lab, vpc.name)
        .filter(({ attachment }) => attachment !== null)
        .map(({ neighbour }) => neighbour.node);
}

/** Why routing refused a packet. A link that is down has taken its routes away, so it is looked at first. */
export function noRoute(visit: Visit, vpc: Vpc, entry: Entry): Finding {
  const { scene, node, passage, destination } = visit;
  const refused = refusalOf(visit);
  if (refused !== null) return refused;
  const { address, host } = destination;
  const local = containsAny(vpc.cidrBlocks, address);
  for (const next of local ? [destination.name] : targetsTowards(visit, vpc, entry)) {
    const broken = brokenLink(scene, node, next);
    if (broken !== null) return broken;
  }

  const kernel = kernelOf(scene, node);
  const lookedUp = tableByInterface(kernel, passage.in ?? '', visit.source.address);
  const table = lookedUp?.table ?? 'main';
  const routes = matchingRoutes(kernel, table, address);
  const evidence = [lookedUp?.evidence, routesText(table, address, routes)]
    .filter((part) => part !== undefined)
    .join('; ');
  const subnet = vpc.subnets.find(({ name }) => name === entry.subnet);
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
  const isBlackhole = best?.type === 'blackhole' && !isEndOfTable(best);
  if (isBlackhole) return { ...badRoute(visit, vpc, subnet, best.to), evidence };
  const unpropagated = missingPropagatedRoute(visit, vpc, subnet, evidence);
  if (unpropagated !== null) return unpropagated;
  const { natGateway } = entry;
  const unrouted = { subnet: subnet.name, natGateway, address, isForInternet: host?.kind === 'internet' };
  return { ...missingSubnetRoute(scene.lab, vpc, unrouted), evidence };
}

/** A route that leads nowhere: it is written so, or what it led to is gone. */
function badRoute({ scene: { lab }, destination }: Visit, vpc: Vpc, subnet: Subnet, to: string): MetCause {
  const named = { destination: to, table: subnet.routeTable };
  const target = lookup(subnetRoutes(lab, vpc, subnet.name), destination.address)?.target;
  if (target === undefined || !('name' in target)) return because('subnetRouteIsBlackhole', named);
  return target.kind === 'natGateway' || target.kind === 'instance'
    ? because('routeTargetGone', { ...named, target: target.name })
    : because('routeTargetDetached', { ...named, target: target.name, vpc: vpc.name });
}
