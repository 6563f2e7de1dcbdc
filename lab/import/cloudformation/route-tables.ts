import { given } from '../../given.ts';
import { SHAPES } from '../describe/shapes.ts';
import type { Route } from '../ec2/vpc.ts';
import type { FoundObjects } from '../objects.ts';
import type { Stack } from './stack.ts';

interface RouteOfTable extends Route {
  readonly RouteTableId?: string;
  readonly VpcEndpointId?: string;
}

/** Route tables of VPCs. */
export function routeTables(stack: Stack): FoundObjects {
  const [shape] = SHAPES.RouteTables.Routes;
  const routes = stack.all<RouteOfTable>({ ...shape, RouteTableId: 'text', VpcEndpointId: 'text' }, 'Route');
  const associations = stack.all<{ SubnetId?: string; RouteTableId?: string }>(
    { SubnetId: 'text', RouteTableId: 'text' },
    'SubnetRouteTableAssociation',
  );
  const propagations = stack.all<{ RouteTableIds?: readonly string[]; VpnGatewayId?: string }>(
    { RouteTableIds: ['text'], VpnGatewayId: 'text' },
    'VPNGatewayRoutePropagation',
  );
  return {
    RouteTables: stack.all<{ VpcId?: string }>({ VpcId: 'text' }, 'RouteTable').map(({ Id, VpcId }) =>
      stack.found(Id, {
        RouteTableId: Id,
        ...given({ VpcId }),
        Associations: associations
          .filter(({ RouteTableId }) => RouteTableId === Id)
          .map(({ SubnetId }) => given({ SubnetId })),
        PropagatingVgws: propagations
          .filter(({ RouteTableIds = [] }) => RouteTableIds.includes(Id))
          .map(({ VpnGatewayId }) => given({ GatewayId: VpnGatewayId })),
        Routes: routes.filter(({ RouteTableId }) => RouteTableId === Id),
      }),
    ),
  };
}
