import { describe, expect, it } from 'vitest';
import { parseLab } from '../../../lab/topology/parse.ts';
import {
  WALK_THROUGH,
  fileSystem,
  filesOf,
  fixture,
  labOf,
  problemsOf,
  routerOf,
  withRouter,
} from './own-router-files.ts';

describe("a router of its owner's own files", () => {
  it('has them where they belong, its script, and the daemon that they are for', () => {
    const { own, connections, routes } = routerOf(WALK_THROUGH);
    expect(own).toMatchObject({
      daemon: 'strongswan',
      image: null,
      files: [
        { path: '/etc/ipsec.conf', mode: 0o644, from: 'labs/router/ipsec.conf' },
        { path: '/etc/ipsec.secrets', mode: 0o600, from: 'labs/router/ipsec.secrets' },
      ],
      script: { name: 'labs/router/commands.sh', text: WALK_THROUGH['labs/router/commands.sh'] },
    });
    expect(own?.files[0]?.content).toBe(WALK_THROUGH['labs/router/ipsec.conf']);
    expect(connections).toMatchObject([
      { name: 'Tunnel1', tunnel: 'tunnel-1', interface: null, mark: 100, insideLocal: '169.254.216.30/30' },
      { name: 'Tunnel2', tunnel: 'tunnel-2', mark: 200, leftId: '3.36.6.148' },
    ]);
    expect(routes).toEqual([]);
  });

  it('is the same by the three names of configuration', () => {
    const named =
      'configuration: { ipsecConf: router/ipsec.conf, ipsecSecrets: router/ipsec.secrets, commands: router/commands.sh }';
    expect(labOf(WALK_THROUGH, named)).toEqual(labOf(WALK_THROUGH));
  });

  it('may be a tree, laid over /', () => {
    const { own, connections } = routerOf({
      'labs/router/etc/ipsec.d/aws.conf': fixture('libreswan', 'ipsec.conf'),
      'labs/router/etc/ipsec.d/aws.secrets': fixture('libreswan', 'ipsec.secrets'),
      'labs/router/etc/sysctl.d/10-forward.conf': 'net.ipv4.ip_forward=1\n',
      'labs/router/usr/local/bin/watch': '#!/bin/sh\nexit 0\n',
    });
    expect(own).toMatchObject({ daemon: 'libreswan', script: null });
    expect(own?.files.map(({ path, mode }) => `${path} ${mode.toString(8)}`)).toEqual([
      '/etc/ipsec.d/aws.conf 644',
      '/etc/ipsec.d/aws.secrets 600',
      '/etc/sysctl.d/10-forward.conf 644',
      '/usr/local/bin/watch 755',
    ]);
    expect(connections).toMatchObject([{ name: 'Tunnel1', tunnel: 'tunnel-1' }]);
  });

  it('may be an image, with or without files', () => {
    expect(routerOf({}, 'image: vyos:current').own).toEqual({
      daemon: 'strongswan',
      image: 'vyos:current',
      files: [],
      script: null,
      keys: [],
    });
    const both = routerOf(WALK_THROUGH, 'files: router\n      image: mine');
    expect([both.own?.image, both.own?.files.length]).toEqual(['mine', 2]);
  });

  it('is found beside the lab file that names it, be it a base', () => {
    const all = { ...WALK_THROUGH, 'labs/lab.yaml': withRouter('files: router') };
    const over = 'extends: ../labs/lab.yaml\nname: over';
    expect(parseLab(over, 'mine/lab.yaml', fileSystem(all)).customerGateways).toEqual(
      labOf(WALK_THROUGH).customerGateways,
    );
  });

  it('is given without a byte order mark and carriage returns, which is noted', () => {
    const text = WALK_THROUGH['labs/router/ipsec.conf'] ?? '';
    const windows = { ...WALK_THROUGH, 'labs/router/ipsec.conf': `\uFEFF${text.replaceAll('\n', '\r\n')}` };
    const { own, notes } = routerOf(windows);
    expect(own).toEqual(routerOf(WALK_THROUGH).own);
    expect(notes?.map((note) => `${note.file}: ${note.text}`)).toEqual([
      'labs/router/ipsec.conf: a byte order mark',
      'labs/router/ipsec.conf: CR before the ends of lines',
    ]);
  });

  it('has what belongs nowhere left out with a note, and what editors leave without', () => {
    const { own, notes } = routerOf({
      ...WALK_THROUGH,
      'labs/router/README.md': 'read me',
      'labs/router/.git/config': '',
      'labs/router/ipsec.conf~': '',
      'labs/router/etc/s2s/wiring': 'mine',
    });
    expect(own?.files).toHaveLength(2);
    expect(notes?.map(({ file }) => file)).toEqual(['labs/router/README.md', 'labs/router/etc/s2s/wiring']);
    expect(notes?.[0]?.why).toContain('is left out: a tree that is laid over /');
  });

  it('takes the only other script, but of several none', () => {
    const { 'labs/router/commands.sh': script = '', ...others } = WALK_THROUGH;
    const setup = { ...others, 'labs/router/setup.sh': script, 'labs/router/aws-updown.sh': '' };
    expect(routerOf(setup).own?.script?.name).toBe('labs/router/setup.sh');
    expect(problemsOf({ ...setup, 'labs/router/more.sh': '' })).toMatch(
      /^labs\/router: has several scripts[^]*value: more\.sh, setup\.sh[^]*hint: call that one commands\.sh/,
    );
    const beside = { ...WALK_THROUGH, 'labs/router/other.sh': '' };
    expect(routerOf(beside).own?.script?.name).toBe('labs/router/commands.sh');
  });

  it.each<[string, Record<string, string | null>, string | RegExp]>([
    [
      'a folder that is not there',
      {},
      /labs\/lab\.yaml:\d+:\d+: .*router\.files: does not exist\n {2}value: router/,
    ],
    [
      'a folder of nothing',
      { 'labs/router/.DS_Store': '' },
      /labs\/router: is an empty folder\n {2}rule: a tree/,
    ],
    ['a folder of other things', { 'labs/router/a.png': null }, /labs\/router: has no file of a router/],
    [
      'a binary',
      { ...WALK_THROUGH, 'labs/router/ipsec.conf': null },
      /router\/ipsec\.conf: is not a text file/,
    ],
    [
      'two files for one place',
      { ...WALK_THROUGH, 'labs/router/etc/ipsec.conf': '' },
      /router\/ipsec\.conf: is for \/etc\/ipsec\.conf, as is etc\/ipsec\.conf/,
    ],
  ])('cannot be %s', (_, texts, message) => {
    expect(problemsOf(texts)).toMatch(message);
  });
});

describe('the notes on such a router', () => {
  const notesOf = (conf: string): string[] =>
    (routerOf({ 'labs/router/ipsec.conf': conf }).notes ?? []).map(({ line, why }) => `${line}: ${why}`);

  it('name a conn that leads to no tunnel, one that is not loaded, and a keyword that is none', () => {
    const conf =
      'conn base\n dpdaction=restart\nconn a\n also=base\n auto=start\n right=192.0.2.9\nconn b\n right=43.200.198.51\n dpdacton=hold\n if_id_in=4\n';
    expect(notesOf(conf)).toEqual([
      '6: leads to no tunnel of the lab: those are 43.200.198.51 (tunnel-1), 43.203.78.35 (tunnel-2)',
      '9: strongSwan does not know this keyword and passes it over: did you mean dpdaction?',
      '10: strongSwan does not know this keyword and passes it over: an XFRM interface needs a swanctl.conf, whose connections have if_ids',
      '7: a conn without auto=start, route or add is not loaded',
    ]);
  });

  it('say nothing of a conn that others include, with all that they have', () => {
    const conf = 'conn base\n right=43.200.198.51\nconn a\n also=base\n auto=start\n';
    expect(notesOf(conf)).toEqual([]);
  });

  it('name a tunnel without a key, and a line that strongSwan refuses', () => {
    const notes = (secrets: string): string[] =>
      (routerOf({ ...WALK_THROUGH, 'labs/router/ipsec.secrets': secrets }).notes ?? []).map(
        ({ file, line, why }) => `${file.slice(12)}:${line}: ${why}`,
      );
    expect(notes('3.36.6.148 43.200.198.51: PSK "%generated%"\n')).toEqual([
      'ipsec.conf:35: the files have no pre-shared key for Tunnel2: the tunnel stays down without one',
      'ipsec.secrets:1: strongSwan refuses this line: it wants a blank on both sides of the colon',
    ]);
    expect(notes(': PSK "%generated%"\n')).toEqual([]);
  });

  it.each(['leftupdown', 'replay-window', 'sample-defaults', 'vti-names', 'or-true'])(
    'are none for %s',
    (name) => {
      expect(routerOf(filesOf(name)).notes).toBeUndefined();
    },
  );
});
