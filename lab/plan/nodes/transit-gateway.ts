import { carrierOf } from '../../aws/direct-connect.ts';
import { effectiveRoutes } from '../../aws/transit-gateway.ts';
import type { EffectiveRoute } from '../../aws/transit-gateway.ts';
import { asBlock } from '../../topology/cidr.ts';
import { peeringsOf } from '../../topology/graph/peerings.ts';
import { portsOfAttachment } from '../../topology/graph/links.ts';
import type { NodeOf } from '../../topology/graph/nodes.ts';
import type { Attachment, Lab, TransitGateway } from '../../topology/types.ts';
import { linkAddresses as endsOf } from '../addresses.ts';
import { address } from '../commands/ip-address.ts';
import { linkUp } from '../commands/ip-link.ts';
import { route as ipRoute } from '../commands/ip-route.ts';
import type { IpCommand } from '../commands/ip.ts';
import type { Dataplane, NumberedTable } from '../dataplane/types.ts';
import { nodePlan } from '../node-plan.ts';
import { FORWARDER, IGNORE_ROUTES_WITH_LINKDOWN, MULTIPATH } from '../sysctls.ts';
import type { NodePlan } from '../types.ts';
import { virtualInterfaceSessionAddress } from './direct-connect.ts';
import { gatewayBird, gatewaySessionAddress } from './bgp.ts';

const FIRST_TABLE = 101;
/** Table of the attachments that no route table is associated with: AWS drops what they send. */
const UNASSOCIATED = { name: 'unassociated', number: 100 };
/** The first tunnel of a connection carries everything towards the customer while it is up, the second waits. */
const TUNNEL_METRICS = [100, 200] as const;
/** Behind both tunnels of a static route, before what BGP brings (lab/bgp/bird-gateway.ts). */
const BEHIND_TUNNELS = 300;

/** A Transit Gateway's route tables with their numbers in the kernel; each attachment is in exactly one. */
export function numberedTables(lab: Lab, gateway: TransitGateway): NumberedTable[] {
  const { routeTables, attachments } = gateway;
  const interfacesOf = (members: readonly Attachment[]): string[] =>
    members.flatMap(({ name }) => portsOfAttachment(lab, gateway, name).map((port) => port.interface));
  const associated = new Set(routeTables.flatMap(({ associations }) => associations));
  return [
    {
      ...UNASSOCIATED,
      interfaces: interfacesOf(attachments.filter(({ name }) => !associated.has(name))),
    },
    ...routeTables.map((table, index) => ({
      name: table.name,
      number: FIRST_TABLE + index,
      interfaces: interfacesOf(attachments.filter(({ name }) => table.associations.includes(name))),
    })),
  ];
}

/** A route of one of its tables. */
interface TableRoute {
  readonly table: NumberedTable;
  readonly route: EffectiveRoute;
}

/** A Transit Gateway. A tunnel whose endpoint has taken its link down is passed over at once. */
export function transitGatewayNode(
  { gateway }: NodeOf<'transit-gateway'>,
  lab: Lab,
  dataplane: Dataplane,
): NodePlan {
  const tables = numberedTables(lab, gateway);
  const ofGateway = tables.filter(({ name }) => name !== UNASSOCIATED.name);
  const bird = gatewayBird(lab, gateway, ofGateway);
  const { setup, associations } = dataplane.routeTables(tables);
  const routes = ofGateway.flatMap((table) =>
    effectiveRoutes(lab, gateway, table.name).map((route) => ({ table, route })),
  );
  const interfaces: Record<string, IpCommand[]> = {};
  for (const attachment of gateway.attachments) {
    const [own, via] = linkAddresses(lab, gateway, attachment);
    portsOfAttachment(lab, gateway, attachment.name).forEach(({ interface: name, neighbour }, index) => {
      const metric = attachment.resourceType === 'vpn' ? { metric: TUNNEL_METRICS[index]! } : {};
      interfaces[name] = [
        ...(associations[name] ?? []),
        address(asBlock(own), name),
        ...gatewaySessionAddress(lab, neighbour.node, name),
        ...virtualInterfaceSessionAddress(lab, neighbour.node, name),
        linkUp(name),
        ...routes
          .filter(({ route }) => route.attachment === attachment.name && !isLearned(route))
          .filter(({ route }) => isCarrier(lab, route, neighbour.node))
          .map(({ table: { number }, route }) =>
            ipRoute(route.destinationCidrBlock, {
              via,
              dev: name,
              onlink: true,
              table: number,
              ...metric,
            }),
          ),
      ];
    });
  }
  return nodePlan({
    name: gateway.name,
    role: 'transit-gateway',
    ...(bird.length === 0 ? {} : { image: 'bgp', services: bird }),
    sysctls: {
      ...FORWARDER,
      ...IGNORE_ROUTES_WITH_LINKDOWN,
      ...(bird.length > 0 && gateway.vpnEcmpSupport === 'enable' ? MULTIPATH : {}),
    },
    setup: [
      ...setup,
      ...routes
        .filter(({ route }) => route.state === 'blackhole')
        .map(({ table, route }) =>
          ipRoute(route.destinationCidrBlock, { blackhole: true, table: table.number }),
        ),
      ...(bird.length === 0 ? [] : routes.filter(isStaticIntoVpn).map(behindTunnels)),
    ],
    interfaces,
  });
}

/** The addresses at the gateway's end of an attachment's link, and at the other end. */
function linkAddresses(lab: Lab, gateway: TransitGateway, { name }: Attachment): readonly [string, string] {
  const isHere = (end: { readonly gateway: string; readonly attachment: string }): boolean =>
    end.gateway === gateway.name && end.attachment === name;
  const ends = peeringsOf(lab).find((both) => both.some(isHere));
  const { gateway: ours, attachment: theirs } = endsOf(lab);
  if (ends === undefined) return [ours, theirs];
  const [one, other] = ends;
  if (lab.ipVersion === 'ipv6') return isHere(one) ? [ours, theirs] : [theirs, ours];
  return isHere(one) ? [one.address, other.address] : [other.address, one.address];
}

/** Whether packets take a port by a route: of the virtual interfaces of a Direct Connect gateway one carries them. */
function isCarrier(lab: Lab, route: EffectiveRoute, node: string): boolean {
  if (route.resourceType !== 'direct-connect-gateway') return true;
  return carrierOf(lab, route)?.virtualInterface.name === node;
}

/** What BIRD brings, and takes away. */
const isLearned = ({ type, resourceType }: EffectiveRoute): boolean =>
  type === 'propagated' && resourceType !== 'vpc';

const isStaticIntoVpn = ({ route }: TableRoute): boolean =>
  route.type === 'static' && route.resourceType === 'vpn';

/** A static route into a VPN connection whose tunnels are down is a blackhole: it goes on hiding the propagated one. */
const behindTunnels = ({ table, route }: TableRoute): IpCommand =>
  ipRoute(route.destinationCidrBlock, { blackhole: true, table: table.number, metric: BEHIND_TUNNELS });
