import { subnetTableNumbers } from '../plan/nodes/vpc-router.ts';
import { tableRoutes } from '../aws/vpc.ts';
import { vpnGatewayRoutes } from '../aws/vpn-gateway.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { asBlock } from '../topology/cidr.ts';
import { bound } from '../topology/graph/find.ts';
import { portsOf } from '../topology/graph/links.ts';
import { vpnGateways } from '../topology/objects/gateways.ts';
import type { Lab, RouteTable, Vpc, VpnGateway } from '../topology/types.ts';
import { readShownRoutes } from './shown-routes.ts';
import type { ReadRoute, RouteState } from './shown-routes.ts';

/** A virtual private gateway as its kernel routes now, and the route tables of the VPC that it is attached to. */
export interface LiveVpnGateway {
  readonly vpnGateway: string;
  readonly routes: readonly OriginatedRoute[];
  /** In the order of the lab file; none where it is attached to no VPC. */
  readonly vpcRouteTables: readonly LiveVpcTable[];
}

export interface LiveVpcTable {
  readonly vpc: string;
  readonly name: string;
  readonly routes: readonly OriginatedRoute[];
}

/**
 * Where a route is from: `local`, the blocks of the VPC; `static`; `BGP`, what the gateway has learned; `propagated`, what the gateway
 * brings into a VPC's table.
 */
type Origin = 'local' | 'static' | 'BGP' | 'propagated';

export interface OriginatedRoute {
  readonly destinationCidrBlock: string;
  readonly origin: Origin;
  /** What AWS calls its target, e.g. the VPN connection or the gateway; null for a blackhole. */
  readonly target: string | null;
  /** Node that packets go to next; null where it is a host of the VPC, or nothing. */
  readonly nextNode: string | null;
  readonly state: RouteState;
}

/** Reads the routes of every virtual private gateway and of its VPC out of their nodes; a lab without one is asked nothing. */
export function readLiveVpnGateways(running: StartedLab): Promise<LiveVpnGateway[]> {
  const { definition: lab } = running;
  return Promise.all(
    vpnGateways(lab).map(async (gateway) => {
      const ask = async (node: string, table: string | number): Promise<ReadRoute[]> =>
        readShownRoutes((await running.node(node).run(`ip -j route show table ${table}`)).stdout);
      const vpc = vpcOf(lab, gateway);
      const [routes, ...tables] = await Promise.all([
        ask(gateway.name, 'main'),
        ...(vpc?.routeTables ?? []).map(({ name }) => ask(vpc!.name, subnetTableNumbers(vpc!).get(name)!)),
      ]);
      return {
        vpnGateway: gateway.name,
        routes: gatewayRoutes(lab, gateway, routes),
        vpcRouteTables: tables.map((live, index) => {
          const table = vpc!.routeTables[index]!;
          return { vpc: vpc!.name, name: table.name, routes: vpcTableRoutes(lab, vpc!, table, live) };
        }),
      };
    }),
  );
}

/** The nodes that {@link readLiveVpnGateways} asks. */
export function nodesOfVpnGateways(lab: Lab): string[] {
  return vpnGateways(lab).flatMap((gateway) => [gateway.name, vpcOf(lab, gateway)?.name ?? []].flat());
}

/** The VPC that a virtual private gateway is attached to; undefined if there is none. */
function vpcOf(lab: Lab, { attachments }: VpnGateway): Vpc | undefined {
  const attached = attachments.find(({ resourceType }) => resourceType === 'vpc');
  return attached === undefined ? undefined : bound(lab.vpcs, attached.resource);
}

/** The routes of a virtual private gateway: what its table has, then what it is to have and has not. */
export function gatewayRoutes(lab: Lab, gateway: VpnGateway, live: readonly ReadRoute[]): OriginatedRoute[] {
  const routes = live
    // Those of its links are the lab's own.
    .filter(({ protocol }) => protocol !== 'kernel')
    .map(({ destinationCidrBlock, dev, protocol, state }): OriginatedRoute => {
      const port = portsOf(lab, gateway.name).find((each) => each.interface === dev);
      const attachment = gateway.attachments.find(({ name }) => name === port?.attachment);
      return {
        destinationCidrBlock,
        origin: attachment?.resourceType === 'vpc' ? 'local' : protocol === 'bird' ? 'BGP' : 'static',
        target: attachment?.resource ?? null,
        nextNode: port?.neighbour.node ?? null,
        state,
      };
    });
  const vpc = vpcOf(lab, gateway);
  const expected: OriginatedRoute[] = [
    ...(vpc?.cidrBlocks ?? []).map((block) => missing(block, 'local', vpc!.name)),
    ...vpnGatewayRoutes(lab, gateway).map(({ destinationCidrBlock, resource, bgp }) =>
      missing(destinationCidrBlock, bgp === undefined ? 'static' : 'BGP', resource),
    ),
  ];
  return withMissing(routes, expected);
}

/** The routes of a VPC's route table: those to its own blocks, then what else the table has, then what it is to have and has not. */
export function vpcTableRoutes(
  lab: Lab,
  vpc: Vpc,
  table: RouteTable,
  live: readonly ReadRoute[],
): OriginatedRoute[] {
  const configured = tableRoutes(lab, vpc, table);
  const gateways = vpnGateways(lab).map(({ name }) => name);
  const fixed = tableRoutes(lab, vpc, { ...table, propagatingVgws: [] });
  const isStatic = (block: string): boolean =>
    fixed.some(({ destinationCidrBlock }) => destinationCidrBlock === block);
  const routes = live.flatMap(({ destinationCidrBlock: block, dev, state }): OriginatedRoute[] => {
    const found = configured.find((each) => each.destinationCidrBlock === block);
    if (found === undefined && vpc.cidrBlocks.includes(block))
      return [
        { destinationCidrBlock: block, origin: 'local', target: 'local', nextNode: null, state: 'in use' },
      ];
    if (found === undefined && isHost(vpc, block)) return [];
    const nextNode = portsOf(lab, vpc.name).find((each) => each.interface === dev)?.neighbour.node ?? null;
    const isPropagated = nextNode !== null && gateways.includes(nextNode) && !isStatic(block);
    const origin = isPropagated ? 'propagated' : 'static';
    return [{ destinationCidrBlock: block, origin, target: nextNode, nextNode, state }];
  });
  const expected: OriginatedRoute[] = [
    ...vpc.cidrBlocks.map((block) => missing(block, 'local', 'local')),
    ...configured.map(({ destinationCidrBlock, target }) => {
      const name = 'name' in target ? target.name : null;
      return missing(destinationCidrBlock, isStatic(destinationCidrBlock) ? 'static' : 'propagated', name);
    }),
  ];
  return withMissing(routes, expected);
}

/** Whether a block is one host of the VPC: every table has a way to each, which AWS's does not show. */
const isHost = (vpc: Vpc, block: string): boolean =>
  [...vpc.instances, ...vpc.natGateways].some(({ privateIpAddress }) => block === asBlock(privateIpAddress));

const missing = (destinationCidrBlock: string, origin: Origin, target: string | null): OriginatedRoute => ({
  destinationCidrBlock,
  origin,
  target,
  nextNode: null,
  state: 'missing',
});

/** AWS does not say by which of several tunnels it sends, so that a destination counts, and no tunnel. */
function withMissing(
  routes: readonly OriginatedRoute[],
  expected: readonly OriginatedRoute[],
): OriginatedRoute[] {
  const isThere = ({ destinationCidrBlock }: OriginatedRoute): boolean =>
    routes.some((each) => each.destinationCidrBlock === destinationCidrBlock);
  return [...routes, ...expected.filter((route) => !isThere(route))];
}
