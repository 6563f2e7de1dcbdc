import { expect, it } from 'vitest';
import type { ChildSa } from '../../../lab/ike/sa.ts';
import { carriersBetween } from '../../../lab/probe/carriers.ts';
import type { TunnelState } from '../../../lab/probe/tunnels.ts';

function state(tunnel: string, sa: Partial<ChildSa> | null): TunnelState {
  return {
    tunnel,
    router: 'onprem-router',
    connection: tunnel,
    ikeSa: null,
    childSa: sa === null ? null : ({ uniqueId: 1, packetsIn: 0, packetsOut: 0, ...sa } as ChildSa),
  };
}

it('names the tunnels whose counters have grown, each way by itself', () => {
  const before = [state('tunnel-1', { packetsIn: 7, packetsOut: 7 }), state('tunnel-2', { packetsOut: 3 })];
  const after = [state('tunnel-1', { packetsIn: 17, packetsOut: 7 }), state('tunnel-2', { packetsOut: 13 })];
  expect(carriersBetween(before, after)).toEqual({ out: ['tunnel-2'], back: ['tunnel-1'] });
});

it('leaves out a tunnel with less than half of what the busiest carried: BGP speaks there by itself', () => {
  const before = [state('tunnel-1', {}), state('tunnel-2', {})];
  const after = [state('tunnel-1', { packetsOut: 4 }), state('tunnel-2', { packetsOut: 10 })];
  expect(carriersBetween(before, after).out).toEqual(['tunnel-2']);
  expect(carriersBetween(before, [state('tunnel-1', { packetsOut: 5 }), after[1]!]).out).toEqual([
    'tunnel-1',
    'tunnel-2',
  ]);
});

it('counts a new CHILD_SA from 0, whatever its predecessor had', () => {
  const before = [state('tunnel-1', { uniqueId: 1, packetsIn: 100, packetsOut: 100 })];
  expect(carriersBetween(before, [state('tunnel-1', { uniqueId: 2, packetsIn: 1, packetsOut: 1 })])).toEqual({
    out: ['tunnel-1'],
    back: ['tunnel-1'],
  });
  expect(carriersBetween(before, [state('tunnel-1', { uniqueId: 2 })])).toEqual({ out: [], back: [] });
});

it('counts from 0 where a daemon that was started anew numbers as before', () => {
  const before = [state('tunnel-1', { uniqueId: 1, spiIn: 'c1', packetsIn: 100 })];
  expect(
    carriersBetween(before, [state('tunnel-1', { uniqueId: 1, spiIn: 'c2', packetsIn: 5 })]).back,
  ).toEqual(['tunnel-1']);
});

it('takes a tunnel without a CHILD_SA for idle', () => {
  const up = [state('tunnel-1', { packetsOut: 5 })];
  expect(carriersBetween(up, [state('tunnel-1', null)])).toEqual({ out: [], back: [] });
  expect(carriersBetween([state('tunnel-1', null)], up)).toEqual({ out: ['tunnel-1'], back: [] });
});
