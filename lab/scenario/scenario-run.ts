import { setTimeout as pause } from 'node:timers/promises';
import type { ExplanationCode } from '../aws/explanation.ts';
import { initiations, isInitiated } from '../aws/initiation.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { BudgetError, CheckError } from '../errors.ts';
import type { FaultName, FaultParameters } from '../faults/catalogue.ts';
import { describeFault, injectFault, undoFault } from '../faults/inject.ts';
import { detectionSeconds } from '../ike/detection.ts';
import { BUDGETS_MS } from '../probe/budgets.ts';
import { causeOfFault, causeOfTunnels } from '../probe/cause.ts';
import type { Cause } from '../probe/cause.ts';
import { checkEncrypted } from '../probe/encryption.ts';
import { explain } from '../probe/explain/explain.ts';
import { matrix } from '../probe/matrix.ts';
import { judgeOutage } from '../probe/outage-limits.ts';
import type { OutageLimits } from '../probe/outage-limits.ts';
import { measureOutage } from '../probe/outage.ts';
import type { OutageOptions, OutageReport } from '../probe/outage.ts';
import { checkIsolated, checkReach } from '../probe/pair.ts';
import type { ReachExpectation } from '../probe/pair.ts';
import { checkRekey } from '../probe/rekey.ts';
import { ikeSas } from '../probe/sas.ts';
import { tunnelNamed } from '../probe/tunnel-named.ts';
import { describeSas, endpointStates, isUp, tunnelStates } from '../probe/tunnels.ts';
import type { Judgement } from '../probe/verdict.ts';
import type { Recorder } from './recorder.ts';
import type { RunFaultRecord, TitledOutage } from './result.ts';

const LOOK_AGAIN_MS = 50;

/** A fault of a run; its cure is a step of its own. */
export interface RunFault {
  /** Undoes the fault. Faults that are left go with the lab. */
  undo(): Promise<void>;
}

/** What a wait has seen: whether it is over, and how things stand, for the report should it never be. */
export interface Sight {
  readonly done: boolean;
  readonly seen: string;
}

/** What the run of a scenario works with. Each method is a step of the report; a check that does not pass ends the run. */
export class ScenarioRun {
  #lab: StartedLab;
  readonly #recorder: Recorder;
  readonly #options: RunOptions;
  readonly #faults: RunFaultRecord[] = [];
  readonly #outages: TitledOutage[] = [];

  constructor(lab: StartedLab, recorder: Recorder, options: RunOptions) {
    this.#lab = lab;
    this.#recorder = recorder;
    this.#options = options;
  }

  /** The scenario's lab. */
  get lab(): StartedLab {
    return this.#lab;
  }

  get faults(): readonly RunFaultRecord[] {
    return this.#faults;
  }

  get outages(): readonly TitledOutage[] {
    return this.#outages;
  }

  /** Does something under a name of its own; steps within it are shown below it. */
  step<T>(title: string, action: () => Promise<T>): Promise<T> {
    return this.#recorder.step('step', title, action);
  }

  /**
   * Checks something.
   * @throws {CheckError} if it did not pass.
   */
  async check(title: string, observe: () => Promise<Judgement>): Promise<void> {
    await this.#recorder.step(
      'check',
      title,
      async () => {
        const { verdict, evidence, cause } = await observe();
        if (verdict === 'passed') return evidence;
        throw new CheckError(verdict, { what: title, value: evidence, ...causeOfFault(cause) });
      },
      (evidence) => evidence,
    );
  }

  /**
   * Looks again and again until it is so.
   * @throws {BudgetError} after the budget, with what was seen last.
   */
  async waitUntil(title: string, budgetMs: number, look: () => Promise<Sight>): Promise<void> {
    await this.#wait(title, budgetMs, look);
  }

  /** @param why what is behind it if it is never so. */
  async #wait(
    title: string,
    budgetMs: number,
    look: () => Promise<Sight>,
    why: () => Promise<Cause | undefined> = () => Promise.resolve(undefined),
  ): Promise<void> {
    await this.#recorder.step(
      'wait',
      title,
      async () => {
        const deadline = Date.now() + budgetMs;
        for (;;) {
          const { done, seen } = await look();
          if (done) return seen;
          if (Date.now() > deadline) {
            throw new BudgetError({
              what: `${title}: not within ${budgetMs / 1000} s`,
              value: `last seen: ${seen}`,
              ...causeOfFault(await why()),
            });
          }
          await pause(LOOK_AGAIN_MS);
        }
      },
      (seen) => seen,
    );
  }

  /** Waits until tunnels are up at both ends: IKE_SA ESTABLISHED, CHILD_SA INSTALLED. Every tunnel of the lab, if none is named. */
  async established(...tunnels: readonly string[]): Promise<void> {
    // Whoever initiates again after an outage waits the longer for the next try the slower its timers are.
    const budgetMs = Math.max(BUDGETS_MS.tunnelsEstablished, this.detectionMs);
    const look = (): Promise<Sight> => this.#tunnels(tunnels, true);
    await this.#wait(`${subject(tunnels)} ESTABLISHED`, budgetMs, look, () =>
      causeOfTunnels(this.#lab, tunnels),
    );
  }

  /** Waits until the router has given tunnels up. */
  async down(...tunnels: readonly string[]): Promise<void> {
    await this.waitUntil(`${subject(tunnels)} down`, this.detectionMs, () => this.#tunnels(tunnels, false));
  }

  /** How long it may take until a silent peer is found dead: by the slowest DPD timer of the lab, with room to spare. */
  get detectionMs(): number {
    return BUDGETS_MS.detection(detectionSeconds(this.#lab.definition));
  }

  /** Checks that a host is answered by another, by way of the tunnels that are named if any is. */
  async reaches(from: string, to: string, expected: ReachExpectation = {}): Promise<void> {
    const { via, back = via } = expected;
    const way = via === undefined ? '' : via === back ? ` by ${via}` : ` out by ${via}, back by ${back}`;
    await this.check(`${from} reaches ${to}${way}`, () => checkReach(this.#lab, from, to, expected));
  }

  /**
   * Checks that a host is not answered by another, and that the probes are lost where expected.
   * @param lostAt the last node that sees them; needed where the lab's configuration does not say it.
   */
  async isolated(from: string, to: string, lostAt?: string): Promise<void> {
    await this.check(`${from} does not reach ${to}`, () => checkIsolated(this.#lab, from, to, lostAt));
  }

  /** Checks that a host is answered by another, and that the Internet sees nothing but ESP of it. */
  async encrypted(from: string, to: string): Promise<void> {
    await this.check(`${from} reaches ${to} by ESP alone`, () => checkEncrypted(this.#lab, from, to));
  }

  /**
   * Checks the state of the IKE_SAs that a node has of a connection, e.g. `ESTABLISHED`.
   * @param connection the router's; a tunnel endpoint's has the name of the tunnel.
   * @param state null if there is to be no IKE_SA.
   */
  async ikeSa(node: string, connection: string, state: string | null): Promise<void> {
    const expected = state ?? 'no IKE_SA';
    await this.check(`${node} has ${expected} for ${connection}`, async () => {
      const sas = (await ikeSas(this.#lab, node)).filter(({ name }) => name === connection);
      const seen = sas.length === 0 ? 'no IKE_SA' : sas.map((sa) => sa.state).join(', ');
      return { verdict: seen === expected ? 'passed' : 'failed', evidence: seen };
    });
  }

  /** Has the router rekey an SA of a tunnel, and checks that another one has taken its place. */
  async rekeys(tunnel: string, sa: 'IKE_SA' | 'CHILD_SA'): Promise<void> {
    await this.check(`the ${sa} of ${tunnel} is rekeyed`, () => checkRekey(this.#lab, tunnel, sa));
  }

  /** Waits until a command in a node prints something: what its daemons do about what happened takes a moment. */
  async prints(node: string, command: string, pattern: RegExp): Promise<void> {
    await this.waitUntil(`${node}: ${command}`, BUDGETS_MS.reach, async () => {
      const { stdout, stderr } = await this.#lab.node(node).run(command);
      const found = pattern.exec(stdout)?.[0];
      return found === undefined
        ? { done: false, seen: `nothing like ${pattern.source} in: ${oneLine(stdout + stderr)}` }
        : { done: true, seen: oneLine(found) };
    });
  }

  /** Checks every pair of hosts against what the lab's configuration predicts. */
  async asPredicted(): Promise<void> {
    await this.check('every pair of hosts as predicted', async () => {
      const { verdict, cells } = await matrix(this.#lab);
      const others = cells.filter((cell) => cell.verdict !== 'passed');
      const evidence = others.map((cell) => `${cell.from} -> ${cell.to}: ${cell.evidence}`).join('; ');
      return { verdict, evidence: evidence === '' ? `${cells.length} pairs` : evidence };
    });
  }

  /** Checks that `explain` names this cause. What the IKE daemons say of it may take a moment. */
  async explained(from: string, to: string, code: ExplanationCode): Promise<void> {
    await this.waitUntil(`explain ${from} to ${to} names ${code}`, BUDGETS_MS.reach, async () => {
      const { cause } = await explain(this.#lab, from, to);
      return {
        done: cause?.code === code,
        seen: cause === null ? 'no cause' : `${cause.code}: ${cause.text}`,
      };
    });
  }

  /** Injects a fault; in a control run nothing is done. */
  async inject<Name extends FaultName>(fault: Name, parameters: FaultParameters<Name>): Promise<RunFault> {
    const title = describeFault(this.#lab, fault, parameters);
    if (this.#options.withoutFaults) return { undo: () => Promise.resolve() };
    const lab = this.#lab;
    const { id } = await this.#recorder.step('fault', title, () => injectFault(lab, fault, parameters));
    const objects = Object.values(parameters).filter((value) => typeof value === 'string');
    this.#faults.push({ text: title, objects });
    return {
      undo: () =>
        this.#recorder.step('undo', `undone: ${title}`, async () => void (await undoFault(lab, id))),
    };
  }

  /**
   * Measures the outage that an action causes to a pair of hosts, and holds it against limits.
   * @throws {CheckError} if it is not within them.
   */
  async outage(
    title: string,
    { from, to, ...rest }: OutagePair,
    action: () => Promise<unknown>,
  ): Promise<OutageReport> {
    const { intervalMs: _intervalMs, steadyMs: _steadyMs, budgetMs: _budgetMs, ...limits } = rest;
    return this.#recorder
      .step(
        'outage',
        title,
        async () => {
          const report = await measureOutage(this.#lab, from, to, action, rest);
          const { verdict, evidence } = judgeOutage(report, limits);
          this.#outages.push({ title, limits, verdict, ...report });
          if (verdict !== 'passed') throw new CheckError(verdict, { what: title, value: evidence });
          return { report, evidence };
        },
        ({ evidence }) => evidence,
      )
      .then(({ report }) => report);
  }

  /** Brings the running lab into line with another lab file of the scenario's folder. */
  async converge(title: string, labFile: string): Promise<void> {
    this.#lab = await this.#recorder.step('step', title, () => this.#options.converge(labFile));
  }

  /** Brings up a second lab from the scenario's lab file, beside the first. */
  secondLab(title: string): Promise<StartedLab> {
    return this.#recorder.step('step', title, () => this.#options.secondLab());
  }

  /** The named tunnels, or all that an end initiates: up at both ends, or given up by the router. */
  async #tunnels(names: readonly string[], up: boolean): Promise<Sight> {
    for (const name of names) tunnelNamed(this.#lab.definition, name);
    const initiated = initiations(this.#lab.definition).filter(isInitiated);
    const meant = names.length > 0 ? names : initiated.map(({ tunnel }) => tunnel);
    const isMeant = ({ tunnel }: { readonly tunnel: string }): boolean => meant.includes(tunnel);
    const states = (await tunnelStates(this.#lab)).filter(isMeant);
    const atAws = up ? (await endpointStates(this.#lab)).filter(isMeant) : [];
    const seen = [
      ...states.map((state) => `${state.tunnel}: ${describeSas(state)}`),
      ...atAws.filter((state) => !isUp(state)).map((state) => `at ${state.tunnel}: ${describeSas(state)}`),
    ];
    return { done: [...states, ...atAws].every((state) => isUp(state) === up), seen: seen.join('; ') };
  }
}

/** What the runner gives a run besides the lab. */
export interface RunOptions {
  readonly withoutFaults: boolean;
  readonly converge: (labFile: string) => Promise<StartedLab>;
  readonly secondLab: () => Promise<StartedLab>;
}

/** The pair that is probed, how, and what its outage has to be like. */
export interface OutagePair extends OutageOptions, OutageLimits {
  readonly from: string;
  readonly to: string;
}

const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ');

function subject(tunnels: readonly string[]): string {
  return tunnels.length === 0 ? 'every tunnel' : tunnels.join(' and ');
}
