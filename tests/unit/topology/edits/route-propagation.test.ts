import { expect, it } from 'vitest';
import {
  disableTransitGatewayRouteTablePropagation,
  disableVgwRoutePropagation,
} from '../../../../lab/topology/edits/route-propagation.ts';
import { loadLab } from '../../../../lab/topology/load.ts';

it('DisableTransitGatewayRouteTablePropagation takes one attachment out of one table', () => {
  const lab = loadLab('tests/fixtures/labs/internet.yaml');
  const request = { routeTable: 'tgw-rt-default', attachment: 'att-b' };
  const changed = disableTransitGatewayRouteTablePropagation(lab, request);
  expect(changed.gateways[0]).toMatchObject({
    routeTables: [{ associations: ['att-a', 'att-b'], propagations: ['att-a'] }],
  });
  expect(() => disableTransitGatewayRouteTablePropagation(changed, request)).toThrow(/as it is/);
});

it('DisableVgwRoutePropagation takes one gateway out of one table', () => {
  const lab = loadLab('tests/fixtures/labs/vpn-gateway.yaml');
  const request = { routeTable: 'vpc-a-private', vpnGateway: 'vgw' };
  const changed = disableVgwRoutePropagation(lab, request);
  expect(changed.vpcs[0]!.routeTables.map(({ propagatingVgws }) => propagatingVgws)).toEqual([[], []]);
  expect(() => disableVgwRoutePropagation(changed, request)).toThrow(/as it is/);
});
