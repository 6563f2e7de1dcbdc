import type { LiveVpnGateway, OriginatedRoute } from '../../probe/live-vpn-gateways.ts';
import type { Colours } from './colours.ts';
import { stateText } from './route-tables.ts';
import { section, table } from './table.ts';

const HEAD = ['TABLE', 'DESTINATION', 'FROM', 'TARGET', 'STATE'];

/** Virtual private gateways and the route tables of their VPCs as their kernels have them, each route with where it is from; nothing where there are none. */
export function formatVpnGateways(gateways: readonly LiveVpnGateway[] | null, c: Colours): string[] {
  if (gateways === null) {
    const missing = '  a virtual private gateway or the router of its VPC does not run';
    return [section('Virtual private gateway route tables, live', c.red(missing), c)];
  }
  return gateways.map(({ vpnGateway, routes, vpcRouteTables }) => {
    const rows = [
      ...rowsOf(vpnGateway, routes, c),
      ...vpcRouteTables.flatMap(({ vpc, name, routes: ofTable }) => rowsOf(`${vpc}/${name}`, ofTable, c)),
    ];
    return section(`Routes of ${vpnGateway} and of its VPC, live`, table(HEAD, rows, c), c);
  });
}

function rowsOf(name: string, routes: readonly OriginatedRoute[], c: Colours): string[][] {
  if (routes.length === 0) return [[name, 'no routes']];
  return routes.map(({ destinationCidrBlock, origin, state, ...route }, index) => [
    index === 0 ? name : '',
    destinationCidrBlock,
    origin,
    targetText(route),
    stateText(state, c),
  ]);
}

function targetText({ target, nextNode }: Pick<OriginatedRoute, 'target' | 'nextNode'>): string {
  if (target === null) return '-';
  return nextNode === null || nextNode === target ? target : `${target} (${nextNode})`;
}
