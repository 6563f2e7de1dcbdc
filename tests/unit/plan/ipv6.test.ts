import { describe, expect, it } from 'vitest';
import { planLab } from '../../../lab/plan/plan.ts';
import { loadLab } from '../../../lab/topology/load.ts';
import { fileOf, nodeOf, PLANES } from './plans.ts';

const lab = loadLab('scenarios/gateways/ipv6-inside/lab.yaml');
const plan = planLab(lab, 'userspace');

describe('a plan of a lab with IPv6', () => {
  it('gives a host its IPv6 address and the default route beside those of IPv4', () => {
    const link = fileOf(plan, 'vpc-a-host', 'links/eth0.ip');
    expect(link).toContain('address replace 10.10.141.106/20 dev eth0\n');
    expect(link).toContain('address replace 2001:db8:a:80::6a/128 dev eth0\n');
    expect(link).toContain('route add ::/0 via 2001:db8:a:80::1 dev eth0 onlink\n');
  });

  it('switches IPv6 on where there is any, and nowhere else', () => {
    const withIpv6 = plan.nodes.filter(({ sysctls }) => sysctls['net.ipv6.conf.all.disable_ipv6'] === '0');
    expect(withIpv6.map(({ name }) => name)).toEqual([
      ...['tunnel-3', 'tunnel-4', 'onprem-router', 'tgw', 'onprem-server'],
      ...['vpc-a', 'vpc-a-host', 'vpc-b', 'vpc-b-host'],
    ]);
    expect(nodeOf(plan, 'tunnel-1').ipv6).toBeUndefined();
    expect(nodeOf(plan, 'onprem-router').sysctls).toMatchObject({ 'net.ipv6.conf.all.forwarding': '1' });
  });

  it('leads routes of IPv6 over link-local addresses, and those of IPv4 as ever', () => {
    const toEndpoint = fileOf(plan, 'tgw', 'links/tunnel-3.ip');
    expect(toEndpoint).toContain('address replace fe80::1/128 dev tunnel-3\n');
    expect(toEndpoint).toContain(
      'route add 2001:db8:c::/48 via fe80::2 dev tunnel-3 onlink table 101 metric 100\n',
    );
    expect(fileOf(plan, 'tgw', 'links/tunnel-1.ip')).not.toContain('2001:');
  });

  it('has the rules of IPv6 in a file of their own, for ip takes one version at a time', () => {
    expect(fileOf(plan, 'tunnel-3', 'setup.ip6')).toBe(
      'rule add pref 1000 from ::/0 iif vpn lookup 101\nrule add pref 1000 from ::/0 iif tgw lookup 102\n',
    );
    expect(fileOf(plan, 'tunnel-3', 'setup.ip')).not.toContain('from ::/0');
    expect(fileOf(plan, 'vpc-a', 'mangle6.rules')).toBe('*mangle\n-A PREROUTING -j HL --hl-inc 1\nCOMMIT\n');
  });

  it('brings the link-local address of an endpoint back with its CHILD_SA', () => {
    expect(fileOf(plan, 'tunnel-3', 'sa/tunnel-3.up.ip').split('\n')).toEqual([
      'link set dev tgw up',
      'route replace default via 100.64.1.1 dev tgw onlink table 101 proto 201',
      'address replace fe80::2/128 dev tgw',
      'route replace ::/0 via fe80::1 dev tgw onlink table 101 proto 201',
      '',
    ]);
  });

  it('filters IPv6 in tables of its family, by rules of IPv6 alone', () => {
    const firewall = fileOf(plan, 'vpc-a', 'firewall.nft');
    expect(firewall).toContain('ip6 saddr 2001:db8:c::/48 meta l4proto icmpv6 counter accept');
    expect(firewall).toContain('ip6 saddr != 2001:db8:a:80::6a');
    expect(firewall).not.toMatch(/ip [sd]addr (!= )?[\da-f]*:/);
    expect(firewall).not.toMatch(/ip6 [sd]addr (!= )?\d+\./);
  });

  it('keeps a ledger of both', () => {
    const ledger = fileOf(plan, 'vpc-a', 'ledger.nft');
    expect(ledger).toContain('table ip s2s_ledger {');
    expect(ledger).toContain('table ip6 s2s_ledger {');
    expect(fileOf(plan, 'internet', 'ledger.nft')).not.toContain('ip6');
  });

  it.each(PLANES)('gives tunnels IPv6 inside addresses and selectors on the %s plane', (name) => {
    const router = nodeOf(planLab(lab, name), 'onprem-router');
    const [charon] = router.services;
    expect(charon).toMatchObject({
      connections: [
        { localTrafficSelector: '0.0.0.0/0' },
        { localTrafficSelector: '0.0.0.0/0' },
        { name: 'Tunnel3', localTrafficSelector: '::/0', remoteTrafficSelector: '::/0' },
        { name: 'Tunnel4' },
      ],
    });
    expect(fileOf(planLab(lab, name), 'tunnel-3', 'setup.ip')).toContain(
      'address replace fd3a:51e:1::1/126 dev vpn\n',
    );
  });
});
