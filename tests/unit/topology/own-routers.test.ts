import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LabFileError } from '../../../lab/errors.ts';
import type { LabFiles } from '../../../lab/topology/named-file.ts';
import { parseLab } from '../../../lab/topology/parse.ts';
import type { Lab } from '../../../lab/topology/types.ts';
import { referenceYaml } from './reference-yaml.ts';

/** A file system of the texts given, by their paths; null is a file that is not text. */
function fileSystem(texts: Readonly<Record<string, string | null>>): LabFiles {
  const problem = (file: string, what: string): LabFileError => new LabFileError({ file, what });
  return {
    read: (path) => {
      const text = texts[path];
      if (text === undefined) throw problem(path, 'does not exist');
      if (text === null) throw problem(path, 'is not a text file');
      return text;
    },
    list: (folder) => {
      const below = Object.keys(texts).filter((path) => path.startsWith(`${folder}/`));
      if (below.length === 0) throw problem(folder, 'does not exist');
      return below.map((path) => path.slice(folder.length + 1)).sort();
    },
  };
}

const fixture = (name: string, file: string): string =>
  readFileSync(join('tests/fixtures/routers', name, file), 'utf8');
const filesOf = (name: string): Record<string, string> =>
  Object.fromEntries(
    ['ipsec.conf', 'ipsec.secrets', 'commands.sh'].map((file) => [
      `labs/router/${file}`,
      fixture(name, file),
    ]),
  );

/** The reference lab with some keys of its router in place of connections and routes. */
const withRouter = (keys: string): string =>
  referenceYaml.replace(/ {6}connections:[^]*?(?= {4}hosts:)/, `      ${keys}\n`);
const labOf = (texts: Record<string, string | null>, keys = 'files: router'): Lab =>
  parseLab(withRouter(keys), 'labs/lab.yaml', fileSystem(texts));
const routerOf = (...given: Parameters<typeof labOf>) => labOf(...given).customerGateways[0]!.router;
const tunnelsOf = (...given: Parameters<typeof labOf>) => labOf(...given).vpnConnections[0]!.tunnels;
function problemsOf(...given: Parameters<typeof labOf>): string {
  try {
    labOf(...given);
  } catch (error) {
    if (error instanceof LabFileError) return error.message;
    throw error;
  }
  return '';
}

const WALK_THROUGH = filesOf('route-src');

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

describe('the keys of such a router', () => {
  it('lie in none of its texts, and generated ones are those of the tunnels', () => {
    const { own } = routerOf(WALK_THROUGH);
    expect(own?.keys.filter(({ tunnel }) => tunnel !== null)).toEqual([
      { name: 'key-2', tunnel: 'tunnel-1', preSharedKey: null },
      { name: 'key-3', tunnel: 'tunnel-2', preSharedKey: null },
    ]);
    const secrets = own?.files[1]?.content;
    expect(secrets).toContain('3.36.6.148 43.200.198.51 : PSK "@S2S-KEY:key-2@"');
    expect(secrets).not.toContain('"%generated%"');
  });

  it("are the tunnels' where the lab file gives none, which is noted without the key", () => {
    const texts = {
      ...WALK_THROUGH,
      'labs/router/ipsec.secrets': `3.36.6.148 43.200.198.51 : PSK "hush.hush.one"\n%any : PSK 'no-good'\n`,
    };
    const lab = labOf(texts);
    const { own, connections, notes } = lab.customerGateways[0]!.router;
    expect(lab.vpnConnections[0]?.tunnels.map(({ preSharedKey }) => preSharedKey)).toEqual([
      'hush.hush.one',
      'no-good',
    ]);
    expect(connections.map(({ preSharedKey }) => preSharedKey)).toEqual(['hush.hush.one', 'no-good']);
    expect(JSON.stringify(own?.files)).not.toMatch(/hush|no-good/);
    expect(notes?.map(({ line, why }) => `${line}: ${why}`)).toEqual([
      "1: AWS's end of tunnel-1 has the same key, for the lab file gives none",
      "2: AWS's end of tunnel-2 has the same key, for the lab file gives none",
      expect.stringContaining('2: AWS would refuse this key: 8 to 64 of'),
    ]);
    expect(JSON.stringify(notes)).not.toMatch(/hush|no-good/);
  });

  it('stay apart from one that the lab file gives', () => {
    const yaml = withRouter('files: router').replace(
      'tunnelInsideCidr: 169.254.216.28/30',
      'tunnelInsideCidr: 169.254.216.28/30, preSharedKey: lab.hush.key',
    );
    const secrets = '3.36.6.148 43.200.198.51 : PSK "hush.hush.one"\n';
    const lab = parseLab(
      yaml,
      'labs/lab.yaml',
      fileSystem({ ...WALK_THROUGH, 'labs/router/ipsec.secrets': secrets }),
    );
    expect(lab.vpnConnections[0]?.tunnels[0].preSharedKey).toBe('lab.hush.key');
    expect(lab.customerGateways[0]?.router.connections[0]?.preSharedKey).toBe('hush.hush.one');
  });

  it('are one for both tunnels where one line is for both', () => {
    const texts = filesOf('policy-based-equal-selectors');
    expect(routerOf(texts).own?.keys).toEqual([{ name: 'key-1', tunnel: 'tunnel-1', preSharedKey: null }]);
    const [one, other] = tunnelsOf(texts);
    expect([one.keyOf, other.keyOf]).toEqual([undefined, 'tunnel-1']);
  });

  it('are found in a swanctl.conf, and in what a script writes', () => {
    const swanctl = { 'labs/router/swanctl.conf': fixture('swanctl-xfrm', 'swanctl.conf') };
    expect(routerOf(swanctl).own?.keys.map(({ tunnel }) => tunnel)).toEqual(['tunnel-1', 'tunnel-2']);
    expect(routerOf(swanctl).own?.files[0]?.content).toContain('secret = "@S2S-KEY:key-1@"');
    const { own } = routerOf({
      'labs/router/ipsec.conf': WALK_THROUGH['labs/router/ipsec.conf'] ?? '',
      'labs/router/commands.sh': `echo '3.36.6.148 43.200.198.51 : PSK "hush.hush.one"' >>/etc/ipsec.secrets\n`,
    });
    expect(own?.script?.text).toBe(
      `echo '3.36.6.148 43.200.198.51 : PSK "@S2S-KEY:key-1@"' >>/etc/ipsec.secrets\n`,
    );
    expect(own?.keys).toEqual([{ name: 'key-1', tunnel: 'tunnel-1', preSharedKey: 'hush.hush.one' }]);
  });

  it('go to the conn whose identities they name best', () => {
    const secrets =
      ': PSK "hush.for.everybody"\n3.36.6.148 : PSK "hush.for.the.left"\n3.36.6.148 43.203.78.35 : PSK "hush.for.both"\n';
    const [one, other] = tunnelsOf({ ...WALK_THROUGH, 'labs/router/ipsec.secrets': secrets });
    expect([one.preSharedKey, other.preSharedKey]).toEqual(['hush.for.the.left', 'hush.for.both']);
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
