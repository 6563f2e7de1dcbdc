import { describe, expect, it } from 'vitest';
import { newIdentifier, readPing } from '../../../lab/probe/ping.ts';

describe('readPing', () => {
  it('reads counts, average and TTL', () => {
    const output = `PING 10.10.141.106 (10.10.141.106) from 10.30.12.85 : 56(84) bytes of data.
64 bytes from 10.10.141.106: icmp_seq=1 ttl=62 time=1.11 ms

--- 10.10.141.106 ping statistics ---
3 packets transmitted, 2 received, 33.3333% packet loss, time 401ms
rtt min/avg/max/mdev = 1.084/1.156/1.277/0.085 ms`;
    expect(readPing(output, 3)).toEqual({ sent: 3, received: 2, rttMs: 1.156, ttl: 62 });
  });

  it('takes errors for lost packets', () => {
    const output = `From 10.10.128.1 icmp_seq=1 Destination Host Unreachable

--- 10.20.0.1 ping statistics ---
2 packets transmitted, 0 received, +2 errors, 100% packet loss, time 1ms`;
    expect(readPing(output, 2)).toEqual({ sent: 2, received: 0, rttMs: null, ttl: null });
  });

  it('counts everything as lost when ping could not start', () => {
    expect(readPing('ping: connect: Network is unreachable', 3)).toEqual({
      sent: 3,
      received: 0,
      rttMs: null,
      ttl: null,
    });
  });
});

it('gives an identifier again only after all others', () => {
  const ALL = 0xfffe;
  const given = Array.from({ length: ALL }, newIdentifier);
  expect(new Set(given).size).toBe(ALL);
  expect([Math.min(...given), Math.max(...given)]).toEqual([1, ALL]);
  expect(newIdentifier()).toBe(given[0]);
});
