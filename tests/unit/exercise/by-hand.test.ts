import { describe, expect, it } from 'vitest';
import { commandsBetween, readNetwork, withKeys, withoutKeys } from '../../../lab/exercise/by-hand.ts';
import type { NodeState } from '../../../lab/exercise/by-hand.ts';

const SAID = `1: lo    inet 127.0.0.1/8 scope host lo
2: Tunnel1    inet 169.254.1.30 peer 169.254.1.29/30 scope global Tunnel1
==
2: Tunnel1@NONE: <POINTOPOINT,UP,LOWER_UP> mtu 1419 qdisc noqueue
==
default via 10.0.0.1 dev eth0
10.0.0.0/20 dev eth0 proto kernel scope link src 10.0.0.9
10.10.0.0/16 dev Tunnel1 metric 100 linkdown
==
0:\tfrom all lookup local
==
net.ipv4.ip_forward = 0
==
table ip s2s_ledger {
}
table ip mine {
\tchain a {
\t}
}
`;

const STATE: NodeState = { node: 'r', ...readNetwork(SAID), files: { '/etc/ipsec.conf': 'conn a' } };

describe('readNetwork', () => {
  it('has what somebody may have changed, and not what the kernel and the lab do by themselves', () => {
    expect(readNetwork(SAID)).toEqual({
      addresses: ['127.0.0.1/8 dev lo', '169.254.1.30 peer 169.254.1.29/30 dev Tunnel1'],
      links: ['Tunnel1 mtu 1419 up'],
      routes: ['default via 10.0.0.1 dev eth0', '10.10.0.0/16 dev Tunnel1 metric 100'],
      rules: ['0: from all lookup local'],
      sysctls: ['net.ipv4.ip_forward=0'],
      tables: ['table ip mine {\n\tchain a {\n\t}\n}'],
    });
  });
});

describe('commandsBetween', () => {
  const between = (to: Partial<NodeState>): string =>
    commandsBetween(STATE, { ...STATE, ...to }, new Map([['secret-key', 'tunnel-1']]))
      .map(({ run }) => run)
      .join('\n');

  it('does nothing where nothing differs', () => {
    expect(between({})).toBe('');
  });

  it('makes the differences', () => {
    expect(between({ routes: STATE.routes.slice(0, 1) })).toContain(
      'ip route del 10.10.0.0/16 dev Tunnel1 metric 100',
    );
    expect(between({ sysctls: ['net.ipv4.ip_forward=1'] })).toContain("sysctl -qw 'net.ipv4.ip_forward=1'");
    expect(between({ links: ['Tunnel1 mtu 1300 up'] })).toContain('ip link set Tunnel1 mtu 1300 up');
    expect(between({ addresses: [...STATE.addresses, '10.9.9.9/32 dev lo'] })).toContain(
      'ip addr add 10.9.9.9/32 dev lo',
    );
    expect(between({ tables: [] })).toContain('delete table ip mine');
    expect(between({ rules: [] })).toContain('ip rule del pref 0 from all lookup local');
  });

  it('writes files with the keys of the lab that they go to, and has the daemon read them', () => {
    const commands = between({ files: { '/etc/ipsec.conf': 'PSK "@key tunnel-1@"' } });
    expect(commands).toContain(Buffer.from('PSK "secret-key"').toString('base64'));
    expect(commands).toContain('ipsec restart');
  });
});

describe('withoutKeys', () => {
  const KEYS = new Map([['generated.key', 'tunnel-1']]);

  it('names the keys of tunnels, and any other so that equal keys are equal', () => {
    const text = 'a : PSK "generated.key"\nb : PSK "mine"\nc : PSK \'mine\'\nd : PSK "%generated%"';
    const without = withoutKeys(text, KEYS);
    expect(without).not.toMatch(/generated\.key|mine/);
    const names = [...without.matchAll(/PSK "(K[0-9a-f]{31})"/g)].map(([, name]) => name);
    expect(names).toHaveLength(2);
    expect(names[0]).toBe(names[1]);
    expect(without).toContain('"@key tunnel-1@"');
    expect(without).toContain('"%generated%"');
    expect(withoutKeys(without, KEYS)).toBe(without);
  });

  it('finds keys in hexadecimal, in swanctl.conf and in lab files', () => {
    const hex = `0x${Buffer.from('generated.key').toString('hex')}`;
    const text = `secret = ${hex}\nsecret = "other.key"\npreSharedKey: third.key }`;
    expect(withoutKeys(text, KEYS)).not.toMatch(/other|third|67656e/);
    expect(withKeys(withoutKeys(`secret = ${hex}`, KEYS), KEYS)).toBe(`secret = ${hex}`);
  });
});
