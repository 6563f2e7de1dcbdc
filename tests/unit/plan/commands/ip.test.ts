import { describe, expect, it } from 'vitest';
import {
  apply,
  applyAll,
  batch,
  deviceOf,
  replaces,
  text,
  undo,
  undoAll,
} from '../../../../lab/plan/commands/ip.ts';
import type { IpCommand } from '../../../../lab/plan/commands/ip.ts';
import { address } from '../../../../lab/plan/commands/ip-address.ts';
import { addLink, linkUp, setLink } from '../../../../lab/plan/commands/ip-link.ts';
import { answerAtOnce, askSoon } from '../../../../lab/plan/commands/ip-ntable.ts';
import { blackholeDefault, route } from '../../../../lab/plan/commands/ip-route.ts';
import { rule } from '../../../../lab/plan/commands/ip-rule.ts';

const ROUTE = route('10.1.0.0/16', { via: '100.64.1.1', dev: 'tgw', onlink: true, table: 101 });

describe.each<readonly [IpCommand, string, string | null]>([
  [ROUTE, 'route add 10.1.0.0/16 via 100.64.1.1 dev tgw onlink table 101', 'tgw'],
  [route('default', { via: '10.1.0.1' }), 'route add default via 10.1.0.1', null],
  [
    route('10.1.0.0/16', { verb: 'replace', dev: 'Tunnel1', metric: 100, src: '10.2.0.5', protocol: 201 }),
    'route replace 10.1.0.0/16 dev Tunnel1 metric 100 src 10.2.0.5 proto 201',
    'Tunnel1',
  ],
  [blackholeDefault(100), 'route add blackhole default table 100 metric 4294967295', null],
  [rule('tgw', 102), 'rule add pref 1000 iif tgw lookup 102', null],
  [addLink('eth1', { kind: 'bridge' }), 'link add eth1 type bridge', null],
  [addLink('rt', { kind: 'vrf', table: 101 }), 'link add rt type vrf table 101', null],
  [setLink('vpn', { mtu: 1400, state: 'up' }), 'link set dev vpn mtu 1400 up', 'vpn'],
  [setLink('h', { master: 'eth1', state: 'up' }), 'link set dev h master eth1 up', 'h'],
  [address('10.1.0.5/24', 'eth0'), 'address replace 10.1.0.5/24 dev eth0', 'eth0'],
  [askSoon('eth0'), 'ntable change name arp_cache dev eth0 retrans 100', 'eth0'],
  [answerAtOnce('eth0'), 'ntable change name arp_cache dev eth0 proxy_delay 0', 'eth0'],
])('%o', (command, line, device) => {
  it('is a line of ip -batch', () => {
    expect(text(command)).toBe(line);
    expect(batch([command, command])).toBe(`${line}\n${line}\n`);
  });

  it('names the interface that it needs', () => {
    expect(deviceOf(command)).toBe(device);
  });

  it('is the same command once it was JSON', () => {
    expect(text(JSON.parse(JSON.stringify(command)) as IpCommand)).toBe(line);
  });
});

describe('in a running node', () => {
  it('a route is done over, and taken back', () => {
    const rest = '10.1.0.0/16 via 100.64.1.1 dev tgw onlink table 101';
    expect(apply(ROUTE)).toEqual([`ip route replace ${rest}`]);
    expect(undo(ROUTE)).toBe(`ip route del ${rest} 2>/dev/null || :`);
  });

  it('a blackhole of IPv6 is taken back, and not a route that has come in its place', () => {
    const blackhole = (block: string): IpCommand => route(block, { blackhole: true, table: 101 });
    expect(undo(blackhole('2001:db8::/48'))).toMatch(
      /^ip route del blackhole 2001:db8::\/48 dev lo table 101 /,
    );
    expect(undo(blackhole('10.1.0.0/16'))).toMatch(/^ip route del blackhole 10.1.0.0\/16 table 101 /);
    expect(text(blackhole('2001:db8::/48'))).toBe('route add blackhole 2001:db8::/48 table 101');
  });

  it('a rule is deleted first, for the kernel would have it twice', () => {
    const [first, second] = apply(rule('tgw', 102));
    expect(first).toBe(undo(rule('tgw', 102)));
    expect(second).toBe('ip rule add pref 1000 iif tgw lookup 102');
  });

  it('an interface keeps its routes when it gets another master', () => {
    expect(apply(setLink('a', { master: 'b' }))).toHaveLength(3);
    expect(apply(linkUp('a'))).toEqual(['ip link set dev a up']);
  });

  it.each([addLink('a', { kind: 'bridge' }), linkUp('a'), address('10.1.0.5/24', 'a'), askSoon('a')])(
    'only a new node is without %o',
    (command) => {
      expect(undo(command)).toBeNull();
    },
  );
});

describe('replaces', () => {
  it.each<readonly [IpCommand, IpCommand, boolean]>([
    [ROUTE, route('10.1.0.0/16', { blackhole: true, table: 101 }), true],
    [ROUTE, route('10.1.0.0/16', { blackhole: true, table: 102 }), false],
    [ROUTE, route('10.1.0.0/16', { dev: 'tgw', table: 101, metric: 5 }), false],
    [setLink('a', { master: 'b' }), setLink('a', { master: 'c' }), true],
    [setLink('a', { master: 'b' }), setLink('d', { master: 'c' }), false],
    [linkUp('a'), setLink('a', { master: 'c', state: 'up' }), false],
    [rule('a', 1), rule('a', 2), false],
    [linkUp('a'), address('10.1.0.5/24', 'a'), false],
  ])('%o, of %o: %s', (command, other, expected) => {
    expect(replaces(command, other)).toBe(expected);
  });
});

describe('many routes', () => {
  const many = Array.from({ length: 20 }, (_, n) => route(`10.9.${n}.0/24`, { dev: 'eth0', metric: 7 }));

  it('are done by one process, and taken back by one', () => {
    const [done, ...others] = applyAll(many);
    expect(others).toEqual([]);
    expect(done!.split('\n').slice(0, 2)).toEqual([
      "ip -batch - <<'ROUTES'",
      'route replace 10.9.0.0/24 dev eth0 metric 7',
    ]);
    expect(done!.split('\n')).toHaveLength(22);
    const [back] = undoAll(many);
    expect(back!.split('\n').slice(0, 2)).toEqual([
      "ip -force -batch - 2>/dev/null <<'ROUTES' || :",
      'route del 10.9.0.0/24 dev eth0 metric 7',
    ]);
    expect(back).toMatch(/\nROUTES$/);
  });

  it('are few, and other commands, as each of them alone', () => {
    expect(applyAll([linkUp('eth0'), ...many.slice(0, 2)])).toEqual([
      ...apply(linkUp('eth0')),
      ...many.slice(0, 2).flatMap(apply),
    ]);
    expect(undoAll(many.slice(0, 1))).toEqual([undo(many[0]!)]);
  });
});
