import { NOTHING } from '../../../lab/drill/event.ts';
import type { Seen, Setting } from '../../../lab/drill/event.ts';
import type { DrillResult, EventResult } from '../../../lab/drill/result.ts';
import { BY_1, outage } from '../fixtures/outage.ts';

export const lossless = outage({
  lost: 0,
  lostForward: 0,
  lostReturn: 0,
  recoveryMs: 0,
  longestGapMs: 0,
  after: BY_1,
});
export const endless = outage({ recoveryMs: null, after: { out: [], back: [] } });

export const setting = (tunnel: string | null = 'tunnel-1'): Setting => ({
  bgpSessions: [],
  router: 'onprem-router',
  tunnel,
  otherTunnels: ['tunnel-1', 'tunnel-2'].filter((each) => each !== tunnel),
});

export const seen = (change: Partial<Seen>): Seen => ({ ...NOTHING, ...change });

export function eventResult(change: Partial<EventResult> = {}): EventResult {
  return {
    ...NOTHING,
    name: 'silent-death:tunnel-1',
    event: 'silent-death',
    router: 'onprem-router',
    tunnel: 'tunnel-1',
    title: 'the endpoint of tunnel-1 dies without a word',
    standsFor: 'An endpoint fails.',
    source: 'AWS guide',
    verdict: 'lost',
    sentences: ['300 of 500 probes lost'],
    luck: null,
    remedy: { why: 'ROUTE_INTO_DEAD_TUNNEL at onprem-router: the route stays', cure: 'speak BGP' },
    outages: [endless],
    durationMs: 10_200,
    ...change,
  };
}

export function drillResult(change: Partial<DrillResult> = {}): DrillResult {
  return {
    lab: 'reference',
    dataplane: 'kernel',
    timers: 'fast',
    startedAt: '2026-11-28T05:00:00.000Z',
    durationMs: 65_000,
    carried: [
      { router: 'onprem-router', from: 'onprem-server', to: 'vpc-a-host', answered: true, carriers: BY_1 },
      { router: 'onprem-router', from: 'onprem-server', to: 'vpc-b-host', answered: false, carriers: BY_1 },
    ],
    events: [eventResult()],
    notRun: [],
    luck: [],
    verdict: 'failed',
    ...change,
  };
}
