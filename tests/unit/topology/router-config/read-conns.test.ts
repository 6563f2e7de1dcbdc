import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RouterText } from '../../../../lab/topology/router-config/read-conn.ts';
import { readConns } from '../../../../lab/topology/router-config/read-conns.ts';

const FOLDER = 'tests/fixtures/routers';
const text = (name: string, file = 'ipsec.conf'): string => readFileSync(join(FOLDER, name, file), 'utf8');
/** The one that is bad input has Windows line ends, which are taken off before anything reads it. */
const hasIpsecConf = (name: string): boolean =>
  name !== 'bad-input' && existsSync(join(FOLDER, name, 'ipsec.conf'));
const ipsecConf = (content: string): RouterText => ({ path: '/etc/ipsec.conf', text: content });
const connsOf = (content: string) => readConns([ipsecConf(content)]).conns;
const factsOf = (content: string) => connsOf(content).map(({ settings: _, ...facts }) => facts);

describe('reading the connections of a router', () => {
  it('takes every fact of the walk-through', () => {
    const tunnel1 = {
      name: 'Tunnel1',
      child: 'Tunnel1',
      file: '/etc/ipsec.conf',
      line: 9,
      keyExchange: 'ikev1',
      left: '%defaultroute',
      right: '43.200.198.51',
      leftId: '3.36.6.148',
      rightId: null,
      ikeProposals: ['aes128-sha1-modp1024'],
      espProposals: ['aes128-sha1-modp1024'],
      ikeLifetimeSeconds: 28_800,
      lifetimeSeconds: 3600,
      marginSeconds: 540,
      fuzzPercent: 100,
      dpdDelaySeconds: 10,
      dpdTimeoutSeconds: 30,
      dpdAction: 'restart',
      auto: 'start',
      leftSubnets: ['0.0.0.0/0'],
      rightSubnets: ['0.0.0.0/0'],
      markIn: 100,
      markOut: 100,
      ifIdIn: null,
      ifIdOut: null,
      updown: null,
    };
    const [first, second] = factsOf(text('route-src'));
    expect(first).toEqual(tunnel1);
    expect(second).toMatchObject({ name: 'Tunnel2', right: '43.203.78.35', markIn: 200, line: 31 });
  });

  it.each(readdirSync(FOLDER).filter(hasIpsecConf))('refuses nothing of %s', (name) => {
    const { conns, notes } = readConns([ipsecConf(text(name))]);
    expect(conns.map(({ auto, right }) => `${auto} ${right}`).join('\n')).toMatch(/^start [\d.]{7,}$/m);
    expect(notes).toEqual([]);
  });

  it('has the defaults of ipsec.conf(5) for what a conn leaves out', () => {
    expect(factsOf('conn a\n right=192.0.2.1\n')).toMatchObject([
      {
        keyExchange: 'ikev2',
        left: null,
        ikeProposals: [],
        ikeLifetimeSeconds: 10_800,
        lifetimeSeconds: 3600,
        dpdAction: 'none',
        dpdDelaySeconds: 0,
        auto: 'ignore',
        leftSubnets: [],
        markIn: null,
      },
    ]);
  });

  it('keeps settings that it does not know, each with its line', () => {
    const [conn] = connsOf(text('replay-window'));
    expect(conn?.settings.get('replay_window')).toEqual({
      key: 'replay_window',
      value: '1024',
      file: '/etc/ipsec.conf',
      line: 18,
    });
    expect(conn?.settings.get('closeaction')?.value).toBe('restart');
  });

  it('bears the name of the file that somebody has, not of the one in the router', () => {
    const [conn] = readConns([{ ...ipsecConf('\nconn a\n auto=add\n'), from: 'mine/ipsec.conf' }]).conns;
    expect(conn).toMatchObject({ file: 'mine/ipsec.conf', line: 2, auto: 'add' });
  });

  it('reads policies, marks of each direction, and dpdaction=hold', () => {
    const conns = factsOf(text('policy-based-equal-selectors'));
    expect(conns).toMatchObject([
      { name: 'aws-tunnel1', dpdAction: 'hold', markIn: null, leftSubnets: ['10.30.0.0/16'], left: '%any' },
      { name: 'aws-tunnel2', right: '43.203.78.35', espProposals: ['aes128-sha1-modp2048'] },
    ]);
    expect(factsOf('conn a\n mark_in=0x10/0xffffffff\n mark_out=17\n')).toMatchObject([
      { markIn: 16, markOut: 17 },
    ]);
    expect(factsOf('conn a\n mark=%unique\n')).toMatchObject([{ markIn: null, markOut: null }]);
  });

  it('reads several selectors, addresses without prefix, and those of libreswan', () => {
    expect(factsOf('conn a\n leftsubnet=10.1.0.0/16, 10.2.0.9,10.3.0.1/24[tcp/80]\n')).toMatchObject([
      { leftSubnets: ['10.1.0.0/16', '10.2.0.9/32', '10.3.0.0/24'] },
    ]);
    expect(factsOf('conn a\n rightsubnets={10.1.0.0/16 10.2.0.0/16}\n')).toMatchObject([
      { rightSubnets: ['10.1.0.0/16', '10.2.0.0/16'] },
    ]);
  });

  it('lays a conn over those that also names, and %default below all', () => {
    const conf =
      'conn %default\n dpddelay=5\n auto=add\nconn base\n mark=7\n ike=a-b-c\nconn a\n also=base\n mark=8\n';
    expect(factsOf(`${conf} dpdaction=clear\n`)).toMatchObject([
      { name: 'base', markIn: 7 },
      { name: 'a', markIn: 8, ikeProposals: ['a-b-c'], dpdDelaySeconds: 5, auto: 'add' },
    ]);
  });

  it('notes, with file and line, what the daemon refuses', () => {
    const { notes, conns } = readConns([
      ipsecConf('auto=start\nconn a\n rubbish\n also=nobody\n lifetime=soon\nconn b\n also=b\n'),
    ]);
    expect(conns.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(notes.map(({ line, why }) => `${line}: ${why}`)).toEqual([
      "1: the daemon refuses this line: 'config setup' or 'conn <name>' begins a line, and settings are indented",
      '3: the daemon refuses this line: it is no key=value',
      '4: there is no conn nobody',
      '5: no time such as 28800, 8h or 30s; the daemon takes 3600 s',
      '7: conns include each other in a circle',
    ]);
  });

  it('follows include among the texts it has, in the order of their paths, and in no circle', () => {
    const texts: RouterText[] = [
      ipsecConf('config setup\n uniqueids=no\ninclude /etc/ipsec.d/*.conf\n'),
      { path: '/etc/ipsec.d/b.conf', text: 'conn b\n auto=add\n' },
      { path: '/etc/ipsec.d/a.conf', text: 'include ../ipsec.conf\nconn a\n auto=start\n' },
      { path: '/etc/ipsec.d/deep/c.conf', text: 'conn c\n' },
    ];
    const { conns, setup } = readConns(texts);
    expect(conns.map(({ name, file }) => `${name} ${file}`)).toEqual([
      'a /etc/ipsec.d/a.conf',
      'b /etc/ipsec.d/b.conf',
    ]);
    expect(setup.get('uniqueids')?.value).toBe('no');
    expect(readConns(texts.slice(1)).conns).toHaveLength(2);
  });

  it('never throws, whatever the text', () => {
    const lines = fc.array(
      fc.oneof(
        fc.string(),
        fc.constantFrom('conn a', ' also=a', ' ike=aes', '}', 'connections {', 'a : b {'),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(lines, fc.constantFrom('/etc/ipsec.conf', '/etc/swanctl/swanctl.conf'), (all, path) => {
        readConns([{ path, text: all.join('\n') }]);
      }),
    );
  });
});

describe('which daemon the files are for', () => {
  it.each([
    ['libreswan', ' phase2alg=aes128-sha1;modp1024'],
    ['libreswan', ' ike=aes128-sha1;modp1024'],
    ['libreswan', ' dpdaction=restart_by_peer'],
    ['libreswan', ' ikev2=insist'],
    ['strongswan', ' esp=aes128-sha1-modp1024!'],
    ['strongswan', ' authby=secret'],
  ])('is %s with%s', (daemon, setting) => {
    expect(readConns([ipsecConf(`conn a\n${setting}\n`)]).daemon).toBe(daemon);
  });

  it("reads AWS's download for libreswan in strongSwan's notation", () => {
    const { daemon, conns } = readConns([ipsecConf(text('libreswan'))]);
    expect(daemon).toBe('libreswan');
    expect(conns).toMatchObject([
      {
        ikeProposals: ['aes128-sha1-modp1024'],
        espProposals: ['aes128-sha1-modp1024'],
        dpdAction: 'restart',
        dpdDelaySeconds: 10,
        lifetimeSeconds: 3600,
      },
    ]);
  });
});

describe('reading a swanctl.conf', () => {
  const swanctl = (content: string) => readConns([{ path: '/etc/swanctl/swanctl.conf', text: content }]);

  it('takes what a section refers to, and each connection with its child', () => {
    const { conns, notes, daemon } = swanctl(text('swanctl-xfrm', 'swanctl.conf'));
    expect({ notes, daemon }).toEqual({ notes: [], daemon: 'strongswan' });
    expect(conns).toMatchObject([
      {
        name: 'aws-1',
        child: 'aws-1-net',
        line: 29,
        keyExchange: 'ikev2',
        left: '10.30.12.85',
        right: '43.200.198.51',
        leftId: '3.36.6.148',
        rightId: '43.200.198.51',
        ikeProposals: ['aes256-sha256-modp2048'],
        ikeLifetimeSeconds: 15_840,
        lifetimeSeconds: 3300,
        marginSeconds: 300,
        fuzzPercent: 100,
        dpdDelaySeconds: 10,
        dpdAction: 'restart',
        auto: 'start',
        leftSubnets: ['0.0.0.0/0'],
        ifIdIn: 1,
        ifIdOut: 1,
        markIn: null,
      },
      { name: 'aws-2', ifIdOut: 2, right: '43.203.78.35' },
    ]);
    expect(conns[0]?.settings.get('child.close_action')).toMatchObject({ value: 'start', line: 25 });
  });

  it('has the defaults of swanctl.conf for what is left out', () => {
    expect(swanctl('connections { a { children { b { } } } }').conns).toMatchObject([
      { name: 'a', child: 'b', auto: 'add', ikeLifetimeSeconds: 15_840, lifetimeSeconds: 3960, right: null },
    ]);
  });

  it('notes a line that is neither setting nor section', () => {
    expect(swanctl('connections {\n a {\n  version 2\n }\n}\n').notes).toMatchObject([
      { line: 3, text: 'version 2' },
    ]);
  });
});
