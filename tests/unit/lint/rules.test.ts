import { describe, expect, it } from 'vitest';
import { RULES } from '../../../lab/lint/catalogue.ts';
import { lint } from '../../../lab/lint/lint.ts';
import { CONF, routerOf } from './router.ts';
import type { Files } from './router.ts';

const SECRETS = '/etc/ipsec.secrets';
const AWS_1 = '43.200.198.51';
const AWS_2 = '43.203.78.35';
const BASE = [
  'auto=start',
  'left=%defaultroute',
  'leftid=3.36.6.148',
  'leftauth=psk',
  'rightauth=psk',
  'leftsubnet=0.0.0.0/0',
  'rightsubnet=0.0.0.0/0',
];
const conn = (name: string, right: string, ...settings: readonly string[]): string =>
  [`conn ${name}`, ...[...BASE, `right=${right}`, ...settings].map((each) => `  ${each}`), ''].join('\n');
const one = (...settings: readonly string[]): Files => ({ [CONF]: conn('Tunnel1', AWS_1, ...settings) });
const two = (first: readonly string[], second: readonly string[], head = ''): Files => ({
  [CONF]: head + conn('Tunnel1', AWS_1, ...first) + conn('Tunnel2', AWS_2, ...second),
});
const KEY = 'abcdefgh12345678';
const secrets = (key: string): Files => ({ [SECRETS]: `3.36.6.148 ${AWS_1} : PSK "${key}"\n` });
const VTI = (name: string, key: number): string =>
  `ip link add ${name} type vti local 10.30.12.85 remote 1.2.3.4 key ${key}\n`;
const ROUTES =
  'ip route add 10.10.0.0/16 dev vti1 metric 100\nip route add 10.10.0.0/16 dev vti2 metric 200\n';
const BGP = 'router bgp 65000\n neighbor 169.254.216.29 remote-as 64512\n';

/** Each rule: an input that it finds something in, with the line and the severity, and one that it does not. */
const CASES: readonly (readonly [rule: string, bad: Files, found: string, good: Files])[] = [
  [
    'no-left-id',
    { [CONF]: `conn a\n  left=10.30.12.85\n  right=${AWS_1}\n  auto=start\n` },
    `${CONF}:2 error`,
    one(),
  ],
  ['libreswan-refuses', one('ike=aes128-sha1;modp1024'), `${CONF}:10 error`, one('ike=aes128-sha1;modp2048')],
  [
    'libreswan-overlap',
    two(['ipsec-interface=1'], ['ipsec-interface=2']),
    `${CONF}:11 warning`,
    two(['ipsec-interface=1', 'overlapip=yes'], ['ipsec-interface=2', 'overlapip=yes']),
  ],
  ['psk-missing', one(), `${CONF}:9 error`, { ...one(), ...secrets(KEY) }],
  ['psk-refused', { ...one(), ...secrets('0bcdefgh') }, `${SECRETS}:1 error`, { ...one(), ...secrets(KEY) }],
  ['proposals', one('ike=3des-md5-modp1024'), `${CONF}:10 error`, one('ike=aes256-sha256-modp2048!')],
  [
    'no-pfs',
    one('keyexchange=ikev2', 'esp=aes128-sha1'),
    `${CONF}:11 warning`,
    one('esp=aes128-sha1-modp1024'),
  ],
  ['lifetimes', one('ikelifetime=24h'), `${CONF}:10 warning`, one('ikelifetime=8h', 'lifetime=1h')],
  ['single-tunnel', one(), `${CONF}:1 warning`, two([], [])],
  [
    'auto-add',
    one('auto=add'),
    `${CONF}:10 warning`,
    { ...one('auto=add'), script: 'sudo ipsec up Tunnel1\n' },
  ],
  ['stays-down', one(), `${CONF}:2 warning`, one('auto=route')],
  [
    'close-action-storm',
    one('closeaction=restart'),
    `${CONF}:10 warning`,
    one('auto=route', 'closeaction=restart'),
  ],
  ['keying-tries', one('keyingtries=1'), `${CONF}:10 warning`, one('keyingtries=%forever')],
  ['dpd', one('dpdaction=none'), `${CONF}:10 warning`, one('dpdaction=restart', 'dpddelay=10s')],
  [
    'mobike',
    one('keyexchange=ikev2', 'mark=100'),
    `${CONF}:10 info`,
    one('keyexchange=ikev2', 'mark=100', 'mobike=no'),
  ],
  [
    'unique-ids',
    two(['rightid=%any'], ['rightid=%any']),
    `${CONF}:11 warning`,
    two(['rightid=%any'], ['rightid=%any'], 'config setup\n  uniqueids=no\n'),
  ],
  ['several-selectors', one('rightsubnet=10.10.0.0/16,10.20.0.0/16'), `${CONF}:10 warning`, one()],
  ['equal-policies', two([], []), `${CONF}:10 warning`, two(['mark=100'], ['mark=200'])],
  ['duplicate-mark', two(['mark=100'], ['mark=100']), `${CONF}:20 error`, two(['mark=100'], ['mark=200'])],
  [
    'device-without-conn',
    { ...one('mark=100'), script: VTI('vti1', 200) },
    'script:1 error',
    { ...one('mark=100'), script: VTI('vti1', 100) },
  ],
  [
    'duplicate-inside-cidr',
    { script: 'ip addr add 169.254.1.2/30 dev vti1\nip addr add 169.254.1.2/30 dev vti2\n' },
    'script:2 error',
    { script: 'ip addr add 169.254.1.2/30 dev vti1\nip addr add 169.254.2.2/30 dev vti2\n' },
  ],
  [
    'install-routes',
    one('mark=100'),
    `${CONF}:1 warning`,
    { ...one('mark=100'), '/etc/strongswan.conf': 'charon {\n  install_routes = no\n}\n' },
  ],
  [
    'disable-xfrm',
    { ...one(), '/etc/sysctl.conf': 'net.ipv4.conf.eth0.disable_xfrm=1\n' },
    '/etc/sysctl.conf:1 error',
    { ...one(), '/etc/sysctl.conf': '# net.ipv4.conf.eth0.disable_xfrm=1\n' },
  ],
  [
    'static-metric',
    { ...two(['mark=100'], ['mark=200']), script: VTI('vti1', 100) + VTI('vti2', 200) + ROUTES },
    'script:3 warning',
    {
      ...two(['mark=100'], ['mark=200']),
      script: VTI('vti1', 100) + VTI('vti2', 200) + ROUTES,
      '/etc/frr/frr.conf': BGP,
    },
  ],
  [
    'strict-rp-filter',
    { '/etc/sysctl.conf': 'net.ipv4.conf.all.rp_filter = 1\n' },
    '/etc/sysctl.conf:1 warning',
    { '/etc/sysctl.conf': 'net.ipv4.conf.all.rp_filter = 2\n' },
  ],
  [
    'no-mss-clamp',
    one(),
    `${CONF}:1 warning`,
    {
      ...one(),
      script: 'iptables -t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu\n',
    },
  ],
  [
    'not-persisted',
    { script: `sudo ${VTI('vti1', 100)}` },
    'script:1 warning',
    { script: VTI('vti1', 100), '/etc/rc.local': '#!/bin/sh\n' },
  ],
  [
    'ebgp-requires-policy',
    { '/etc/frr/frr.conf': BGP },
    '/etc/frr/frr.conf:1 error',
    { '/etc/frr/frr.conf': `${BGP} no bgp ebgp-requires-policy\n` },
  ],
  [
    'as-path-prepend',
    { '/etc/frr/frr.conf': 'route-map out permit 10\n set as-path prepend 65000\n' },
    '/etc/frr/frr.conf:2 warning',
    { '/etc/frr/frr.conf': 'route-map out permit 10\n' },
  ],
  [
    'bgp-liveness',
    { '/etc/frr/frr.conf': 'router bgp 65000\n neighbor 169.254.216.29 timers 0 0\n' },
    '/etc/frr/frr.conf:2 error',
    { '/etc/frr/frr.conf': 'router bgp 65000\n timers bgp 10 30\n' },
  ],
];

describe('each rule', () => {
  it.each(CASES)('%s finds its own, and nothing where all is well', (rule, bad, found, good) => {
    const of = (files: Files): string[] =>
      lint(routerOf(files)).flatMap((each) =>
        each.rule === rule
          ? [`${each.file}${each.line === null ? '' : `:${each.line}`} ${each.severity}`]
          : [],
      );
    expect(of(bad)).toContain(found);
    expect(of(good)).toEqual([]);
  });

  it('secrets-readable goes by the mode of the file', () => {
    const found = (mode: number): string[] =>
      lint(routerOf({ ...one(), ...secrets(KEY) }, { [SECRETS]: mode })).map(({ rule }) => rule);
    expect(found(0o100_644)).toContain('secrets-readable');
    expect(found(0o100_600)).not.toContain('secrets-readable');
    const generated = { ...one(), [SECRETS]: `# ${AWS_1} : PSK "<key>"\n${AWS_1} : PSK "%generated%"\n` };
    expect(lint(routerOf(generated, { [SECRETS]: 0o100_644 })).map(({ rule }) => rule)).not.toContain(
      'secrets-readable',
    );
  });

  it('has a case here, a source and a reason', () => {
    // The last one needs a lab file: of-lab.test.ts.
    const cases = [...CASES.map(([rule]) => rule), 'secrets-readable', 'one-sided-proposals'];
    expect(RULES.map(({ name }) => name).toSorted()).toEqual(cases.toSorted());
    for (const { why, source } of RULES) {
      expect(why).toMatch(/\.$/);
      expect(source).not.toBe('');
    }
  });
});

it('never shows a key, also not one that AWS refuses', () => {
  const findings = lint(routerOf({ ...one(), ...secrets('very secret!') }));
  expect(findings.map(({ rule }) => rule)).toContain('psk-refused');
  expect(JSON.stringify(findings)).not.toContain('secret!');
});

it('says the gravest first', () => {
  const severities = lint(routerOf(one('ike=3des-md5-modp1024', 'keyexchange=ikev2', 'mark=100'))).map(
    ({ severity }) => severity,
  );
  expect(severities.indexOf('error')).toBe(0);
  expect(severities.lastIndexOf('warning')).toBeLessThan(severities.indexOf('info'));
});
