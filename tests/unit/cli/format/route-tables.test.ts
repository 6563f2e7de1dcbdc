import { describe, expect, it } from 'vitest';
import { formatLiveTables, formatRouteTables } from '../../../../lab/cli/format/route-tables.ts';
import { routeTableViews } from '../../../../lab/view/route-tables.ts';
import type { LiveRoute } from '../../../../lab/probe/live-routes.ts';
import { changedLab } from '../../fixtures/reference-lab.ts';
import { plain } from '../fixtures.ts';

describe('formatRouteTables', () => {
  it('shows static, propagated and blackhole routes, and a table without any', () => {
    const lab = changedLab(({ gateways: [{ routeTables }] }) => {
      const [a, b, vpn] = routeTables;
      a!.routes.push({ destinationCidrBlock: '10.99.0.0/16', attachment: null });
      b!.routes = [];
      b!.associations = [];
      vpn!.routes.pop();
      vpn!.propagations = ['att-vpc-b'];
    });
    expect(formatRouteTables(routeTableViews(lab), plain)).toMatchInlineSnapshot(`
      "Transit Gateway route tables
        TABLE       ASSOCIATIONS  DESTINATION   TYPE        STATE      TARGET
        tgw-rt-a    att-vpc-a     10.30.0.0/16  static      active     att-vpn (vpn)
                                  10.99.0.0/16  static      blackhole  -
        tgw-rt-b    none          no routes
        tgw-rt-vpn  att-vpn       10.10.0.0/16  static      active     att-vpc-a (vpc-a)
                                  10.20.0.0/16  propagated  active     att-vpc-b (vpc-b)"
    `);
  });
});

describe('formatLiveTables', () => {
  const route = (state: LiveRoute['state'], nextNode: string | null): LiveRoute => ({
    destinationCidrBlock: '10.30.0.0/16',
    attachment: nextNode === null ? null : 'att-vpn',
    nextNode,
    state,
  });

  it('says of each route whether it is in use', () => {
    const tables = [
      {
        transitGateway: 'tgw',
        name: 'tgw-rt-a',
        associations: ['att-vpc-a', 'att-vpc-c'],
        routes: [route('link down', 'tunnel-1'), route('in use', 'tunnel-2'), route('standby', 'tunnel-3')],
      },
      {
        transitGateway: 'tgw',
        name: 'tgw-rt-b',
        associations: [],
        routes: [route('missing', 'tunnel-1'), route('blackhole', null)],
      },
    ];
    expect(formatLiveTables(tables, plain)).toMatchInlineSnapshot(`
      "Transit Gateway route tables, live
        TABLE     ASSOCIATIONS          DESTINATION   TARGET              STATE
        tgw-rt-a  att-vpc-a, att-vpc-c  10.30.0.0/16  att-vpn (tunnel-1)  link down, not in use
                                        10.30.0.0/16  att-vpn (tunnel-2)  in use
                                        10.30.0.0/16  att-vpn (tunnel-3)  standby
        tgw-rt-b  none                  10.30.0.0/16  att-vpn (tunnel-1)  missing, not in use
                                        10.30.0.0/16  -                   blackhole"
    `);
  });

  it('says that the gateway does not run', () => {
    expect(formatLiveTables(null, plain)).toContain('the Transit Gateway does not run');
  });
});
