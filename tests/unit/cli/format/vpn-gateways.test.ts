import { expect, it } from 'vitest';
import { formatVpnGateways } from '../../../../lab/cli/format/vpn-gateways.ts';
import { plain } from '../fixtures.ts';

const route = { destinationCidrBlock: '10.30.0.0/16', target: 'vpn', nextNode: 'tunnel-1' } as const;

it('shows the routes of a gateway and of its VPC, each with where it is from', () => {
  const gateway = {
    vpnGateway: 'vgw',
    routes: [
      { ...route, origin: 'static', state: 'in use' },
      { ...route, nextNode: 'tunnel-2', origin: 'static', state: 'link down' },
    ],
    vpcRouteTables: [
      {
        ...{ vpc: 'vpc-a', name: 'private' },
        routes: [{ ...route, origin: 'propagated', target: 'vgw', nextNode: 'vgw', state: 'in use' }],
      },
      { vpc: 'vpc-a', name: 'empty', routes: [] },
    ],
  } as const;
  expect(formatVpnGateways([gateway], plain)[0]!.split('\n')).toEqual([
    'Routes of vgw and of its VPC, live',
    '  TABLE          DESTINATION   FROM        TARGET          STATE',
    '  vgw            10.30.0.0/16  static      vpn (tunnel-1)  in use',
    '                 10.30.0.0/16  static      vpn (tunnel-2)  link down, not in use',
    '  vpc-a/private  10.30.0.0/16  propagated  vgw             in use',
    '  vpc-a/empty    no routes',
  ]);
});

it('says nothing where there are none, and that they cannot be read', () => {
  expect(formatVpnGateways([], plain)).toEqual([]);
  expect(formatVpnGateways(null, plain)[0]).toMatch(
    /a virtual private gateway or the router of its VPC does not run/,
  );
});
