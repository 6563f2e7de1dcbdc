import { describe, expect, it } from 'vitest';
import { ICMP_ECHO } from '../../../lab/aws/flow.ts';
import { diffReachability, isSame } from '../../../lab/gate/diff.ts';
import { loadLab } from '../../../lab/topology/load.ts';
import { s2s } from '../../s2s.ts';

const lab = loadLab('scenarios/reference/lab.yaml');

/** The reference lab, without one of its VPC's routes to the site. */
const without = (vpc: string) => ({
  ...lab,
  vpcs: lab.vpcs.map((each) =>
    each.name === vpc
      ? { ...each, routeTables: each.routeTables.map((table) => ({ ...table, routes: [] })) }
      : each,
  ),
});

describe('who reaches whom in two labs', () => {
  it('is the same in the same', () => {
    const same = diffReachability(lab, lab, ICMP_ECHO);
    expect(same).toMatchObject({ pairs: 12, opened: [], closed: [], otherwise: [], added: [], removed: [] });
    expect(isSame(same)).toBe(true);
  });

  it('has the pairs that close and open, both ways, with the reason', () => {
    const changed = without('vpc-a');
    const closed = diffReachability(lab, changed, ICMP_ECHO);
    expect(closed.closed.map(({ from, to }) => `${from} ${to}`)).toContain('vpc-a-host onprem-server');
    expect(closed.closed.map(({ from, to }) => `${from} ${to}`)).toContain('onprem-server vpc-a-host');
    expect(closed.closed[0]!.new.cause).toMatch(/^NO_ROUTE_TO_DESTINATION at vpc-a$/);
    expect(closed.opened).toEqual([]);
    const back = diffReachability(changed, lab, ICMP_ECHO);
    expect(back.opened.map(({ from, to }) => [from, to])).toEqual(
      closed.closed.map(({ from, to }) => [from, to]),
    );
    expect(isSame(back)).toBe(false);
  });

  it('has the pairs over IPv6, and those of hosts that only one of the two gives IPv6', () => {
    const both = loadLab('scenarios/gateways/ipv6-inside/lab.yaml');
    const control = loadLab('scenarios/gateways/ipv6-inside/control.yaml');
    const cut = diffReachability(both, control, ICMP_ECHO);
    expect(cut).toMatchObject({ pairs: 24, opened: [], otherwise: [] });
    expect(cut.closed).toHaveLength(8);
    expect(cut.closed.every(({ ipVersion }) => ipVersion === 'ipv6')).toBe(true);
    const given = diffReachability(lab, both, ICMP_ECHO);
    expect(given.opened).toHaveLength(10);
    expect(given.opened[0]).toMatchObject({
      ipVersion: 'ipv6',
      old: { cause: 'no IPv6 address at vpc-a-host' },
    });
    expect(diffReachability(both, both, ICMP_ECHO)).toMatchObject({ pairs: 24, opened: [], closed: [] });
  });

  it('leaves hosts alone that only one of them has, and names them', () => {
    const smaller = {
      ...lab,
      vpcs: lab.vpcs.map((vpc) => (vpc.name === 'vpc-b' ? { ...vpc, instances: [] } : vpc)),
    };
    const diff = diffReachability(lab, smaller, ICMP_ECHO);
    expect(diff).toMatchObject({ removed: ['vpc-b-host'], added: [], closed: [], opened: [] });
    expect(isSame(diff)).toBe(false);
  });
});

describe('s2s diff', () => {
  it('compares lab files and plans alike, and ends with 1 where they differ', async () => {
    const plan = 'tests/fixtures/import/terraform/plan.json';
    expect(await s2s('diff', plan, plan)).toMatchObject({ code: 0 });
    const differs = await s2s('diff', 'reference', plan, '--json');
    expect(differs.code).toBe(1);
    expect(JSON.parse(differs.out)).toMatchObject({
      pairs: 0,
      added: expect.arrayContaining(['web']) as string[],
    });
  });
});
