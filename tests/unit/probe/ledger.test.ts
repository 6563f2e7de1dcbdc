import { describe, expect, it } from 'vitest';
import type { StartedLab } from '../../../lab/engine/started-lab.ts';
import { NodeError } from '../../../lab/errors.ts';
import {
  byPing,
  entriesOf,
  nodesThatSaw,
  packetsByDirection,
  packetsOf,
  parseLedgers,
  readLedgers,
} from '../../../lab/probe/ledger.ts';

const labWhose = (ledgers: string): StartedLab =>
  ({
    definition: {},
    plan: { nodes: [{ name: 'vpc-a' }, { name: 'vpc-b' }] },
    node: () => ({ run: () => Promise.resolve({ exitCode: 0, stdout: ledgers, stderr: '' }) }),
  }) as unknown as StartedLab;

it('reads the entries of each node, ICMP, TCP and UDP, and tells an empty ledger from none', () => {
  const ledgers = parseLedgers(
    [
      'node vpc-a',
      'in eth0 10.0.0.1 10.0.0.2 icmp 777 2',
      'out tgw 10.0.0.1 10.0.0.2 tcp 22 3',
      'node tgw',
      'node vpc-b',
      'out tgw 10.0.0.1 10.0.0.2 udp 53 1',
      '',
    ].join('\n'),
  );
  const ends = { source: '10.0.0.1', destination: '10.0.0.2' };
  expect([...ledgers]).toEqual([
    [
      'vpc-a',
      [
        { direction: 'in', interface: 'eth0', ...ends, probe: 'icmp 777', packets: 2 },
        { direction: 'out', interface: 'tgw', ...ends, probe: 'tcp 22', packets: 3 },
      ],
    ],
    ['tgw', []],
    ['vpc-b', [{ direction: 'out', interface: 'tgw', ...ends, probe: 'udp 53', packets: 1 }]],
  ]);
});

it('leaves out what was counted before a ping of the same identifier began', async () => {
  const seen = async (age: number): Promise<number> => {
    const since = performance.now() - 1000;
    const line = `in eth0 10.0.0.1 10.0.0.2 icmp 777 2 ${age}`;
    const ledgers = await readLedgers(labWhose(`node vpc-a\n${line}\n`), ['vpc-a'], { since });
    return ledgers.get('vpc-a')!.length;
  };
  expect(await seen(0.9)).toBe(1);
  expect(await seen(8)).toBe(0);
});

it('tells pings of the same identifier by where they went', () => {
  const [entries = []] = parseLedgers(
    [
      'node vpc-a',
      'in eth0 10.10.0.5 10.20.0.5 icmp 777 2',
      'in eth0 10.10.0.5 10.20.0.5 icmp 778 3',
      'out eth0 10.20.0.5 10.20.0.1 icmp 777 2',
      'out eth1 10.10.0.5 10.20.0.5 icmp 777 3',
      // What the node sent to itself.
      'out lo 10.10.0.5 10.20.0.5 icmp 777 3',
      'in lo 10.10.0.5 10.20.0.5 icmp 777 3',
    ].join('\n'),
  ).values();
  const ping = { identifier: 777, address: '10.20.0.5' };
  const interfaces = (direction?: 'in' | 'out'): string[] =>
    entriesOf(entries, ping, direction).map((entry) => `${entry.direction} ${entry.interface}`);
  expect(interfaces()).toEqual(['in eth0', 'out eth1']);
  expect(interfaces('in')).toEqual(['in eth0']);
  expect(packetsOf(entriesOf(entries, ping))).toBe(2 + 3);
  expect(byPing(entries)(ping)).toEqual(entriesOf(entries, ping));
  expect(packetsByDirection(byPing(entries)(ping))).toEqual({ in: 2, out: 3 });
  expect(byPing(entries)({ ...ping, identifier: 779 })).toEqual([]);
});

describe('nodesThatSaw', () => {
  const ping = { identifier: 777, address: '10.0.0.2' };
  it('names the nodes whose ledger has the ping', async () => {
    const ledgers = 'node vpc-a\nin eth0 10.0.0.1 10.0.0.2 icmp 777 2\nnode vpc-b\n';
    expect(await nodesThatSaw(labWhose(ledgers), ping)).toEqual(['vpc-a']);
  });

  it('says that nobody knows where a ledger cannot be read', async () => {
    const error = await nodesThatSaw(labWhose('node vpc-a\n'), ping).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(NodeError);
    expect((error as NodeError).message).toContain('whether it saw the ping is not known\n  value: vpc-b');
  });
});
