/** Matchers and a fixture for vitest; importing this module adds the matchers to `expect`. */
import { expect, test, vi } from 'vitest';
import type { TestAPI } from 'vitest';
import { judge } from '../checks/check.ts';
import type { Check } from '../checks/check.ts';
import { established } from '../checks/established.ts';
import { isolated } from '../checks/isolated.ts';
import { reaches } from '../checks/reaches.ts';
import type { ReachExpectation } from '../checks/reaches.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { formatProblem, UsageError } from '../errors.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import { causeOfProblem } from '../probe/cause.ts';
import { judgeOutage } from '../probe/outage-limits.ts';
import type { OutageReport } from '../probe/outage.ts';
import type { Judgement } from '../probe/verdict.ts';
import { startLab } from './start-lab.ts';
import type { StartLabOptions } from './start-lab.ts';
import type { HostOfLab, TunnelOfLab } from './subjects.ts';

interface LabMatchers {
  /** Of `host(lab, name)`: it is answered by that host, within a budget, and by way of the tunnels named if any is. */
  toReach(to: string, expected?: ReachExpectation): Promise<void>;
  /**
   * Of `host(lab, name)`: it is not answered by that host, with the controls that make a "never" count. `lostAt` is
   * the last node that sees the probes, needed where it is a fault that stops them: a pair that the lab file lets
   * through is not isolated.
   */
  toBeIsolatedFrom(to: string, lostAt?: string): Promise<void>;
  /** Of `tunnel(lab, name)`: IKE_SA ESTABLISHED and CHILD_SA INSTALLED, within the budget for tunnels. */
  toBeEstablished(): Promise<void>;
  /** Of what `measureOutage` returns: it recovered, and was without an answer for no longer than so many milliseconds. */
  toFailOverWithin(ms: number): void;
}

declare module 'vitest' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-explicit-any
  interface Matchers<T = any> extends LabMatchers {}
}

interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

interface MatcherState {
  readonly isNot: boolean;
}

expect.extend({
  async toReach(
    this: MatcherState,
    { lab: running, name }: HostOfLab,
    to: string,
    expected?: ReachExpectation,
  ) {
    refuseNot(this, 'toReach', 'use toBeIsolatedFrom: a "never" needs its controls');
    return resultOf(running, reaches(name, to, expected));
  },
  async toBeIsolatedFrom(this: MatcherState, { lab: running, name }: HostOfLab, to: string, lostAt?: string) {
    refuseNot(this, 'toBeIsolatedFrom', 'use toReach');
    return resultOf(running, isolated(name, to, lostAt));
  },
  async toBeEstablished(this: MatcherState, { lab: running, name }: TunnelOfLab) {
    refuseNot(this, 'toBeEstablished', 'look at tunnelStates(lab), or wait until explain names the cause');
    return resultOf(running, established(name));
  },
  toFailOverWithin(this: MatcherState, outage: OutageReport, ms: number) {
    refuseNot(this, 'toFailOverWithin', 'use judgeOutage(outage, { total: true })');
    const { from, to } = outage;
    return verdictOn(`${from} reaches ${to} again within ${ms} ms`, judgeOutage(outage, { maxGapMs: ms }));
  },
});

async function resultOf(running: StartedLab, check: Check): Promise<MatcherResult> {
  return verdictOn(check.title, await judge(running, check));
}

function verdictOn(title: string, { verdict, evidence, cause }: Judgement): MatcherResult {
  const what = `expected: ${title}; ${verdict}: ${evidence}`;
  return { pass: verdict === 'passed', message: () => formatProblem({ what, ...causeOfProblem(cause) }) };
}

function refuseNot({ isNot }: MatcherState, matcher: string, hint: string): void {
  if (isNot) throw new UsageError({ what: `not.${matcher} says nothing`, hint });
}

/** Room for images to be built in the first run; what waits has a budget of its own, and says what it waited for. */
const TIMEOUT_IN_TUNNEL_BUDGETS = 10;

/**
 * A `test` with a lab: one for each test file, started for the first test that asks for it, removed after the last.
 * The tests of the file may take five minutes each, where they do not name a timeout of their own.
 * @param file lab file, relative to the working directory; the reference lab without it.
 * @example
 * const test = labTest('lab.yaml');
 * test('on-premises reaches VPC A', async ({ lab }) => {
 *   await expect(host(lab, 'onprem-server')).toReach('vpc-a-host');
 * });
 */
export function labTest(file?: string, options?: StartLabOptions): TestAPI<{ lab: StartedLab }> {
  const timeoutMs = TIMEOUT_IN_TUNNEL_BUDGETS * BUDGETS_MS.tunnelsEstablished;
  vi.setConfig({ testTimeout: timeoutMs, hookTimeout: timeoutMs });
  return test.extend<{ lab: StartedLab }>({
    lab: [
      // oxlint-disable-next-line no-empty-pattern -- vitest reads which fixtures are wanted off this parameter
      async ({}, use) => {
        await using running = await startLab(file, options);
        await use(running);
      },
      { scope: 'file' },
    ],
  });
}
