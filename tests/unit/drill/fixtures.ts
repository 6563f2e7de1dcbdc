import { NOTHING } from '../../../lab/drill/event.ts';
import type { Seen, Setting } from '../../../lab/drill/event.ts';
import type { DrillResult, EventResult } from '../../../lab/drill/result.ts';
import type { OutageReport } from '../../../lab/probe/outage.ts';

const BY_1 = { out: ['tunnel-1'], back: ['tunnel-1'] };
const BY_2 = { out: ['tunnel-2'], back: ['tunnel-2'] };

/** An outage of three seconds, after which tunnel-2 carries. */
export function outage(change: Partial<OutageReport> = {}): OutageReport {
  return {
    from: 'onprem-server',
    to: 'vpc-a-host',
    timers: 'fast',
    intervalMs: 9,
    sent: 500,
    received: 200,
    lost: 300,
    lostForward: 290,
    lostReturn: 10,
    firstLossMs: 20,
    recoveryMs: 3120,
    longestGapMs: 3100,
    before: BY_1,
    after: BY_2,
    segments: [
      { answered: true, fromMs: -100, toMs: 10, probes: 12 },
      { answered: false, fromMs: 20, toMs: 3110, probes: 300 },
      { answered: true, fromMs: 3120, toMs: 4200, probes: 188 },
    ],
    ...change,
  };
}

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
