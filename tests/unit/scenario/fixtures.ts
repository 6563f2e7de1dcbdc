import type { ScenarioResult, StepResult, SuiteResult, TitledOutage } from '../../../lab/scenario/result.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';

/** A check that passed, but for what is said of it. */
export function step(title: string, over: Partial<StepResult> = {}): StepResult {
  return {
    kind: 'check',
    title,
    depth: 0,
    startMs: 0,
    durationMs: 250,
    verdict: 'passed',
    evidence: '',
    ...over,
  };
}

/** A failover from tunnel-1 to tunnel-2 within its limit. */
export const outage: TitledOutage = {
  title: 'the endpoint of Tunnel1 dies',
  limits: { maxGapMs: 12_000, movesTo: 'tunnel-2' },
  verdict: 'passed',
  from: 'onprem-server',
  to: 'vpc-a-host',
  timers: 'fast',
  intervalMs: 9,
  sent: 500,
  received: 200,
  lost: 300,
  lostForward: 300,
  lostReturn: 0,
  firstLossMs: 120.5,
  recoveryMs: 3205.1,
  longestGapMs: 3100.2,
  before: { out: ['tunnel-1'], back: ['tunnel-1'] },
  after: { out: ['tunnel-2'], back: ['tunnel-2'] },
  segments: [
    { answered: true, fromMs: -400, toMs: 110, probes: 50 },
    { answered: false, fromMs: 120.5, toMs: 3200, probes: 300 },
    { answered: true, fromMs: 3205.1, toMs: 4200, probes: 150 },
  ],
};

/** A scenario on the reference lab that passed. */
export const passed: ScenarioResult = {
  scenario: 'tunnel-1-dies',
  title: 'Tunnel1 dies',
  proves: 'traffic moves to Tunnel2',
  rule: 'AWS uses one tunnel & fails over by itself.',
  source: 'AWS Site-to-Site VPN user guide, Routing options',
  lab: 'tunnel-1-dies',
  topology: referenceLab,
  dataplane: 'userspace',
  timers: 'fast',
  control: false,
  verdict: 'passed',
  durationMs: 9876,
  steps: [
    step('the lab comes up', { kind: 'step', durationMs: 3000 }),
    step('the endpoint of Tunnel1 dies', {
      kind: 'outage',
      startMs: 3000,
      durationMs: 5000,
      evidence: '300 of 500 probes lost',
    }),
    step('charon of tunnel-1 is killed (SIGKILL)', { kind: 'fault', depth: 1, startMs: 3100 }),
    step('onprem-server reaches vpc-a-host', { startMs: 8000, evidence: 'vpc-a-host answered in 0.5 ms' }),
    step('onprem-server reaches vpc-a-host', { startMs: 8250 }),
  ],
  faults: [{ text: 'charon of tunnel-1 is killed (SIGKILL)', objects: ['tunnel-1', 'KILL'] }],
  outages: [outage],
  failure: null,
  evidence: null,
  reproduce: 's2s run tunnel-1-dies --keep',
};

/** One whose second check failed. */
export const failed: ScenarioResult = {
  ...passed,
  scenario: 'wrong-psk',
  lab: 'wrong-psk',
  verdict: 'failed',
  durationMs: 1234,
  steps: [
    step('the lab comes up', { kind: 'step' }),
    step('around it', { kind: 'step', verdict: 'failed', startMs: 250 }),
    step('a <reaches> "b" & c', { verdict: 'failed', depth: 1, startMs: 250, evidence: 'b did not answer' }),
  ],
  faults: [],
  outages: [],
  failure: {
    name: 'CheckError',
    message: 'a <reaches> "b" & c\n  value: b did not answer',
    exitCode: 1,
    faults: [{ what: 'a <reaches> "b" & c', value: 'b did not answer' }],
  },
  evidence: 'evidence/wrong-psk',
  reproduce: 's2s run wrong-psk --keep',
};

/** One that never came up, so that little is known of it. */
export const broken: ScenarioResult = {
  ...failed,
  scenario: 'own',
  lab: 'own',
  topology: null,
  dataplane: null,
  timers: null,
  verdict: 'error',
  steps: [
    step('the lab comes up', { kind: 'step', verdict: 'error', evidence: 'a lab of that name is running' }),
  ],
  failure: { name: 'LabNameError', message: 'a lab of that name is running', exitCode: 2, faults: [] },
  evidence: null,
};

/** One whose lab needs what the engine's kernel lacks. */
export const skipped: ScenarioResult = {
  ...broken,
  scenario: 'lossy-internet',
  lab: 'lossy-internet',
  topology: referenceLab,
  timers: 'fast',
  verdict: 'skipped',
  steps: [step('the lab comes up', { kind: 'step', verdict: 'skipped', evidence: 'links: need netem' })],
  failure: {
    name: 'SkippedError',
    message: 'links: need netem\n  hint: another kernel',
    exitCode: 3,
    faults: [],
  },
  reproduce: 's2s run lossy-internet --keep',
};

/** A run of scenarios, and of some that it did not come to. */
export function suite(scenarios: readonly ScenarioResult[], notRun: readonly string[] = []): SuiteResult {
  return {
    verdict: scenarios.every(({ verdict }) => verdict === 'passed') ? 'passed' : 'failed',
    timers: 'fast',
    dataplane: 'userspace',
    startedAt: '2026-01-02T03:04:05.678Z',
    durationMs: 11_110,
    scenarios,
    notRun,
  };
}
