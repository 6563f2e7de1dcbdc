import { describe, expect, it } from 'vitest';
import { parseLab } from '../../../lab/topology/parse.ts';
import {
  WALK_THROUGH,
  fileSystem,
  filesOf,
  fixture,
  labOf,
  routerOf,
  tunnelsOf,
  withRouter,
} from './own-router-files.ts';

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
