import { describe, expect, it } from 'vitest';
import { filesOf } from '../../../../lab/plan/files.ts';
import { planLab } from '../../../../lab/plan/plan.ts';
import { changedLab } from '../../fixtures/reference-lab.ts';
import { fileOf, nodeOf, twoSites, unassociated } from '../plans.ts';

describe('the Transit Gateway', () => {
  it('puts an unassociated attachment into a table without routes', () => {
    const kernel = planLab(unassociated, 'kernel');
    expect(fileOf(kernel, 'tgw', 'links/att-vpc-a.ip')).toContain(
      'link set dev att-vpc-a master unassociated',
    );
    const userspace = planLab(unassociated, 'userspace');
    expect(fileOf(userspace, 'tgw', 'setup.ip')).toContain('rule add pref 1000 iif att-vpc-a lookup 100\n');
    for (const plan of [kernel, userspace]) {
      const routes = filesOf(nodeOf(plan, 'tgw')).flatMap(
        ({ content }) => content.match(/^route .* table 100.*$/gm) ?? [],
      );
      expect(routes).toEqual(['route add blackhole default table 100 metric 4294967295']);
    }
  });

  it('has the blackhole routes of its tables, before a propagated route of the same block', () => {
    const lab = changedLab(({ gateways: [transitGateway] }) => {
      const table = transitGateway.routeTables[2]!;
      table.routes = [{ destinationCidrBlock: '10.10.0.0/16', attachment: null }];
      table.propagations = ['att-vpc-a', 'att-vpc-b'];
    });
    const plan = planLab(lab, 'userspace');
    expect(fileOf(plan, 'tgw', 'setup.ip')).toContain('route add blackhole 10.10.0.0/16 table 103\n');
    expect(fileOf(plan, 'tgw', 'links/att-vpc-a.ip')).not.toContain('10.10.0.0/16');
    expect(fileOf(plan, 'tgw', 'links/att-vpc-b.ip')).toContain('route add 10.20.0.0/16 via ');
  });

  it('has a propagated route where the table has no static one', () => {
    const lab = changedLab(({ gateways: [transitGateway] }) => {
      transitGateway.routeTables[1]!.propagations = ['att-vpc-a'];
    });
    expect(fileOf(planLab(lab, 'kernel'), 'tgw', 'links/att-vpc-a.ip')).toMatch(
      /^route add 10\.10\.0\.0\/16 via \S+ dev att-vpc-a onlink table 102$/m,
    );
  });

  it('prefers the first tunnel of a connection, of each connection', () => {
    const plan = planLab(twoSites, 'kernel');
    const metrics = (tunnel: string): string[] => [
      ...new Set(fileOf(plan, 'tgw', `links/${tunnel}.ip`).match(/metric \d+/g)),
    ];
    expect(metrics('tunnel-1')).toEqual(['metric 100']);
    expect(metrics('tunnel-2')).toEqual(['metric 200']);
    expect(metrics('branch-tunnel-1')).toEqual(['metric 100']);
    expect(metrics('branch-tunnel-2')).toEqual(['metric 200']);
  });
});
