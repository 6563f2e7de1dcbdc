import { describe, expect, it } from 'vitest';
import { filesOf } from '../../../../lab/plan/files.ts';
import { imageName, imagesOf } from '../../../../lab/plan/images.ts';
import { planLab } from '../../../../lab/plan/plan.ts';
import { bound } from '../../../../lab/topology/graph/find.ts';
import { loadLab } from '../../../../lab/topology/load.ts';
import type { Lab } from '../../../../lab/topology/types.ts';
import { bgpLab } from '../../fixtures/bgp-lab.ts';
import { twoRoutersLab } from '../../fixtures/two-routers-lab.ts';

const file = (lab: Lab, name: string, path: string): string =>
  filesOf(bound(planLab(lab, 'kernel').nodes, name)).find((each) => each.path === path)?.content ?? '';
const lab = twoRoutersLab();
const isStatic = twoRoutersLab((draft) => {
  for (const vpn of draft.vpnConnections) vpn.staticRoutesOnly = true;
});

describe('two routers of a site in the plan', () => {
  it('have ports of a switch, and a way to each other', () => {
    const port = file(lab, 'onprem-router', '/etc/s2s/links/eth1.ip');
    expect(port).toContain('address replace 10.30.128.1/20 dev eth1');
    expect(port).toContain('route add 10.30.16.0/20 via 10.30.128.2 dev eth1');
    expect(file(lab, 'onprem-2-router', '/etc/s2s/links/eth1.ip')).toContain(
      'route add 10.30.0.0/20 via 10.30.128.1 dev eth1',
    );
    expect(file(lab, 'onprem-router', '/etc/s2s/setup.ip')).not.toContain('bridge');
    expect(file(lab, 'onprem-lan', '/etc/s2s/setup.ip')).toContain('link add br0 type bridge');
    expect(file(lab, 'onprem-lan', '/etc/s2s/links/onprem-2-router.ip')).toContain(
      'link set dev onprem-2-router master br0 up\n',
    );
    expect(file(lab, 'onprem-server', '/etc/s2s/links/eth0.ip')).toContain(
      'route add default via 10.30.128.254',
    );
  });

  it('speak VRRP, with BGP or without', () => {
    for (const each of [lab, isStatic]) {
      const text = file(each, 'onprem-2-router', '/etc/s2s/keepalived.conf');
      expect(text).toContain('priority 90\n  advert_int 0.5\n');
      expect(text).toContain('virtual_ipaddress {\n    10.30.128.254/20\n');
      expect(imageName(bound(planLab(each, 'kernel').nodes, 'onprem-2-router').image)).toBe(
        's2s-lab/bgp:latest',
      );
      expect(imagesOf([each])).toContain('bgp');
    }
    expect(file(bgpLab(), 'onprem-router', '/etc/s2s/keepalived.conf')).toBe('');
  });

  it('have a static route each at a virtual private gateway, the first connection first', () => {
    const atGateway = loadLab('tests/fixtures/labs/two-routers-static.yaml');
    const metric = (tunnel: string) =>
      /route add 10.30.0.0\/16 .* metric (\d+)/.exec(
        file(atGateway, 'vgw', `/etc/s2s/links/${tunnel}.ip`),
      )?.[1];
    expect(['tunnel-1', 'tunnel-2', 'tunnel-3', 'tunnel-4'].map(metric)).toEqual([
      '2100',
      '2200',
      '2300',
      '2400',
    ]);
  });

  it('speak internal BGP, and tell each other what they have learned alone', () => {
    const frr = file(lab, 'onprem-router', '/etc/s2s/frr.conf');
    expect(frr).toContain(' neighbor 10.30.128.2 remote-as 65000\n neighbor 10.30.128.2 timers 1 3\n');
    expect(frr).toContain(
      '  neighbor 10.30.128.2 next-hop-self\n  neighbor 10.30.128.2 filter-list LEARNED out\n',
    );
    expect(file(bgpLab(), 'onprem-router', '/etc/s2s/frr.conf')).not.toContain('LEARNED');
  });
});
