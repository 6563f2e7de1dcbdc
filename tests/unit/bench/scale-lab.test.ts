import { describe, expect, it, test } from 'vitest';
import { scaleLab } from '../../../bench/scale-lab.ts';
import { hosts } from '../../../lab/aws/hosts.ts';
import { predict } from '../../../lab/aws/reachability.ts';

describe('scaleLab', () => {
  test.each([
    [3, 1],
    [10, 2],
    [30, 7],
    [100, 25],
  ])('%i hosts, in %i VPCs of four at most', (size, vpcs) => {
    const lab = scaleLab('scale', size);
    expect(hosts(lab)).toHaveLength(size);
    expect(lab.vpcs).toHaveLength(vpcs);
    expect(Math.max(...lab.vpcs.map(({ instances }) => instances.length))).toBeLessThanOrEqual(4);
  });

  it('has VPCs that reach each other, VPCs that never do, and all that reach the site', () => {
    const lab = scaleLab('scale', 22);
    const reaches = (from: string, to: string) => predict(lab, from, to).reachable;
    const vpcs = [1, 2, 3, 4, 5];
    const seen = vpcs.map((from) => vpcs.filter((to) => reaches(`vpc-${from}-host-1`, `vpc-${to}-host-2`)));
    expect(seen).toEqual([[1], [2, 3], [2, 3], [4, 5], [4, 5]]);
    for (const { name } of hosts(lab)) {
      if (name !== 'onprem-server') expect([name, reaches(name, 'onprem-server')]).toEqual([name, true]);
      if (name !== 'onprem-router') expect([name, reaches('onprem-router', name)]).toEqual([name, true]);
    }
  });

  it('has both kinds of pairs at the smallest size that is measured', () => {
    const lab = scaleLab('scale', 10);
    expect(predict(lab, 'vpc-1-host-1', 'vpc-2-host-1')).toMatchObject({
      reachable: false,
      droppedAt: 'tgw',
    });
    expect(predict(lab, 'vpc-1-host-1', 'vpc-1-host-2')).toMatchObject({ reachable: true });
  });

  test.each([2, 799, 10.5, Number.NaN])('refuses %d hosts', (size) => {
    expect(() => scaleLab('scale', size)).toThrow(`a lab to measure has 3 to 798 hosts, not ${size}`);
  });
});
