import { describe, expect, it } from 'vitest';
import { faultsWith, lineOf, replaced, WALK_THROUGH } from './walk-through.ts';

const changed = (from: string, to: string): string => replaced(WALK_THROUGH.commands, from, to);
const markPlace = `ipsec.conf:${lineOf(WALK_THROUGH.conf, 'mark=100')}`;
const rightPlace = `ipsec.conf:${lineOf(WALK_THROUGH.conf, 'right=43.200.198.51')}`;
const vtiLine = lineOf(WALK_THROUGH.commands, 'ip link add Tunnel1');

describe('a tunnel interface against its conn', () => {
  it('must have the mark as key; both places are named', () => {
    expect(faultsWith({ commands: changed('key 100', 'key 300') })).toMatchObject([
      {
        file: 'commands.sh',
        line: vtiLine,
        key: 'Tunnel1',
        value: 'key 300',
        what: `the key of the VTI is not the mark of its conn, mark=100 (${markPlace})`,
        hint: 'key 100, or mark=300',
      },
    ]);
  });

  it('must lead to the same endpoint', () => {
    expect(faultsWith({ commands: changed('remote 43.200.198.51', 'remote 43.203.78.35') })).toMatchObject([
      {
        line: vtiLine,
        what: `the VTI leads to another endpoint than its conn, right=43.200.198.51 (${rightPlace})`,
      },
    ]);
  });

  it('must not have the Elastic IP as local address', () => {
    expect(faultsWith({ commands: changed('local 10.30.12.85', 'local 3.36.6.148') })).toMatchObject([
      {
        line: vtiLine,
        value: 'local 3.36.6.148',
        what: 'the Elastic IP is not an address of the router: the NAT in front of it has it',
        hint: 'local 10.30.12.85',
      },
    ]);
  });

  it('must have an address of the router as local address', () => {
    expect(faultsWith({ commands: changed('local 10.30.12.85', 'local 10.30.12.86') })).toMatchObject([
      { value: 'local 10.30.12.86', what: 'the router has no such address' },
    ]);
  });

  it('must have its name; one with another name is pointed out', () => {
    const commands = WALK_THROUGH.commands.replaceAll('Tunnel1', 'vti1');
    const faults = faultsWith({ commands });
    expect(faults).toContainEqual(
      expect.objectContaining({
        what: `conn Tunnel1 (${rightPlace}) has no tunnel interface of its name`,
        hint: `call 'vti1' (line ${vtiLine}) Tunnel1: it leads to the same endpoint`,
      }),
    );
    expect(faults).toContainEqual(
      expect.objectContaining({ key: 'vti1', what: 'no conn has the name of this interface' }),
    );
  });

  it.each([
    ['link set Tunnel1 up mtu 1419', 'link set Tunnel1 mtu 1419', 'this interface is never set up'],
    ['link set Tunnel1 up mtu 1419', 'link set Tunnel1 up', 'this interface gets no MTU'],
    ['sudo ip addr add 169.254.216.30', '# 169.254.216.30', 'this interface gets no inside address'],
  ])('must be complete: %s', (from, to, what) => {
    expect(faultsWith({ commands: changed(from, to) })).toMatchObject([
      { line: vtiLine, key: 'Tunnel1', what },
    ]);
  });

  it('must be clamped if the other is', () => {
    const commands = replaced(WALK_THROUGH.commands, /.*FORWARD -o Tunnel2.*\n/, '');
    expect(faultsWith({ commands })).toMatchObject([
      { key: 'Tunnel2', what: 'the MSS is clamped on other tunnels, but not on this one' },
    ]);
  });
});
