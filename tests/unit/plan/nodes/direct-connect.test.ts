import { describe, expect, it } from 'vitest';
import { kindOf } from '../../../../lab/faults/catalogue.ts';
import { filesOf } from '../../../../lab/plan/files.ts';
import { planLab } from '../../../../lab/plan/plan.ts';
import { bound } from '../../../../lab/topology/graph/find.ts';
import { neighbor } from '../../fixtures/bgp-lab.ts';
import { directConnectLab } from '../../fixtures/direct-connect-lab.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';

const file = (name: string, path: string, lab = directConnectLab()): string =>
  filesOf(bound(planLab(lab, 'kernel').nodes, name)).find((each) => each.path === path)?.content ?? '';

describe('Direct Connect in the plan', () => {
  it('has BIRD with BFD and the allowed prefixes at AWS', async () => {
    await expect(file('dx-1', '/etc/s2s/bird.conf')).toMatchFileSnapshot(
      'golden/virtual-interface.bird.conf',
    );
  });

  it('is preferred by the Transit Gateway', () => {
    const conf = file('tgw', '/etc/s2s/bird.conf');
    expect(conf).toMatch(/pipe 'att-dx:tgw-rt-a'[^]*?preference = 150;/);
    expect(conf).toMatch(/pipe 'att-vpn:tgw-rt-a'[^]*?preference = 100;/);
  });

  it('is preferred by the router, which speaks BFD unless told otherwise', () => {
    const conf = file('onprem-router', '/etc/s2s/frr.conf');
    expect(conf).toContain('set local-preference 200');
    expect(conf).toContain('neighbor 169.254.200.1 route-map dx-1-IN in');
    expect(conf).toContain(' neighbor 169.254.200.1 timers 3 9\n');
    expect(conf).toContain(' neighbor 169.254.200.1 bfd\n');
    const preferring = directConnectLab(({ customerGateways: [site] }) => {
      site!.router.bgp.neighbors = [neighbor({ connection: 'Tunnel1', localPreference: 200 })];
    });
    const other = file('onprem-router', '/etc/s2s/frr.conf', preferring);
    expect(other).toMatch(/route-map dx-1-IN permit 10\n set local-preference 201/);
    const without = directConnectLab((lab) => {
      lab.directConnectGateways[0]!.virtualInterfaces[0]!.bfd = false;
    });
    expect(file('onprem-router', '/etc/s2s/frr.conf', without)).not.toContain('bfd');
  });

  it('is a link of the router with its own address', () => {
    expect(file('onprem-router', '/etc/s2s/links/dx-1.ip')).toContain(
      'address replace 169.254.200.2/30 dev dx-1',
    );
  });
});

describe('direct-connect-down', () => {
  const kind = kindOf('direct-connect-down');

  it('drops what comes and goes in the middle of the link', () => {
    const definition = directConnectLab();
    const plan = planLab(definition, 'kernel');
    const { apply } = kind.plan({ definition, plan }, { virtualInterface: 'dx-1' });
    const [{ node, run }] = apply as [{ node: string; run: string }];
    expect(node).toBe('dx-1');
    expect(run.match(/counter drop comment "s2s DIRECT_CONNECT_DOWN dx-1"/g)).toHaveLength(4);
  });

  it('wants a virtual interface', () => {
    const definition = referenceLab;
    const plan = planLab(definition, 'kernel');
    expect(() => kind.plan({ definition, plan }, { virtualInterface: 'dx-1' })).toThrow(
      'the lab has no virtualInterface of that name',
    );
  });
});
