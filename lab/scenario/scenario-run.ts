import { demand } from '../checks/check.ts';
import type { Check } from '../checks/check.ts';
import { detectionMs } from '../checks/established.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { CheckError } from '../errors.ts';
import type { FaultName, FaultParameters } from '../faults/catalogue.ts';
import { describeFault, injectFault } from '../faults/inject.ts';
import { undoFault } from '../faults/undo.ts';
import { judgeOutage } from '../probe/outage-limits.ts';
import type { OutageLimits } from '../probe/outage-limits.ts';
import { measureOutage } from '../probe/outage.ts';
import type { OutageOptions } from '../probe/outage.ts';
import type { Recorder } from './recorder.ts';
import type { RunFaultRecord, TitledOutage } from './result.ts';

/** A fault of a run; its cure is a step of its own. */
export interface RunFault {
  /** Undoes the fault. Faults that are left go with the lab. */
  undo(): Promise<void>;
}

/** What the run of a scenario works with. Each method is a step of the report; a check that does not pass ends the run. */
export class ScenarioRun {
  #lab: StartedLab;
  readonly #recorder: Recorder;
  readonly #options: RunOptions;
  readonly #faults: RunFaultRecord[] = [];
  readonly #outages: TitledOutage[] = [];

  constructor(running: StartedLab, recorder: Recorder, options: RunOptions) {
    this.#lab = running;
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
   * Checks something in the scenario's lab, or in another.
   * @throws {CheckError | BudgetError} if it did not pass.
   */
  async check(check: Check, running: StartedLab = this.#lab): Promise<void> {
    await this.#recorder.step(
      check.kind ?? 'check',
      check.title,
      () => demand(running, check),
      (evidence) => evidence,
    );
  }

  /** How long it may take until a silent peer is found dead: by the slowest DPD timer of the lab, with room to spare. */
  get detectionMs(): number {
    return detectionMs(this.#lab.definition);
  }

  /** Injects a fault; in a control run nothing is done. */
  async inject<Name extends FaultName>(fault: Name, parameters: FaultParameters<Name>): Promise<RunFault> {
    const title = describeFault(this.#lab, fault, parameters);
    if (this.#options.withoutFaults) return { undo: () => Promise.resolve() };
    const running = this.#lab;
    const { id } = await this.#recorder.step('fault', title, () => injectFault(running, fault, parameters));
    const objects = Object.values(parameters).filter((value) => typeof value === 'string');
    this.#faults.push({ text: title, objects });
    return {
      undo: () =>
        this.#recorder.step('undo', `undone: ${title}`, async () => void (await undoFault(running, id))),
    };
  }

  /**
   * Measures the outage that an action causes to a pair of hosts, and holds it against limits; {@link outages} keeps it.
   * @returns what the action returned.
   * @throws {CheckError} if it is not within them.
   */
  async outage<T>(title: string, pair: OutagePair, action: () => Promise<T>): Promise<T> {
    const { from, to, intervalMs, budgetMs, ...limits } = pair;
    let result!: T;
    const measure = async (): Promise<string> => {
      const act = async (): Promise<void> => void (result = await action());
      const report = await measureOutage(this.#lab, from, to, act, { intervalMs, budgetMs });
      const { verdict, evidence } = judgeOutage(report, limits);
      this.#outages.push({ title, limits, verdict, ...report });
      if (verdict !== 'passed') throw new CheckError(verdict, { what: title, value: evidence });
      return evidence;
    };
    await this.#recorder.step('outage', title, measure, (evidence) => evidence);
    return result;
  }

  /** Brings the running lab into line with another lab file of the scenario's folder. */
  async converge(title: string, labFile: string): Promise<void> {
    this.#lab = await this.#recorder.step('step', title, () => this.#options.converge(labFile));
  }

  /** Brings up a second lab from the scenario's lab file, beside the first. */
  secondLab(title: string): Promise<StartedLab> {
    return this.#recorder.step('step', title, () => this.#options.secondLab());
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
