import { join } from 'node:path';
import { abortable } from '../engine/abortable.ts';
import type { DataplaneChoice } from '../engine/dataplane.ts';
import type { Progress } from '../engine/progress.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { up } from '../engine/up.ts';
import { LabError } from '../errors.ts';
import { loadLab } from '../topology/load.ts';
import type { Lab, TimerProfile } from '../topology/types.ts';
import { saveEvidence } from './evidence.ts';
import type { FoundScenario } from './find.ts';
import { Recorder, verdictOf } from './recorder.ts';
import type { StepObserver } from './recorder.ts';
import type { ScenarioResult } from './result.ts';
import { ScenarioRun } from './scenario-run.ts';

export interface RunScenarioOptions {
  readonly dataplane?: DataplaneChoice;
  /** In place of the lab file's. */
  readonly timers?: TimerProfile;
  /** Name of the lab, in place of the lab file's. */
  readonly labName?: string;
  /** Without the cause of what the scenario shows: the run has to fail. */
  readonly control?: boolean;
  /** Leave the lab for a look when the scenario has ended. */
  readonly keep?: boolean;
  /** Where the evidence of a run that did not pass goes, in a folder named after the lab; nowhere without it. */
  readonly evidenceFolder?: string;
  readonly observer?: StepObserver;
  readonly progress?: Progress;
  /** Ends the run early: its labs are removed, and the call fails with the signal's reason. */
  readonly signal?: AbortSignal;
}

const NOBODY: StepObserver = { stepStarted: () => {}, stepFinished: () => {} };

/**
 * Brings a scenario's lab up, carries the scenario out, and removes the lab. What goes wrong, in the lab, in a check
 * or in the scenario itself, is part of the result.
 */
export async function runScenario(
  scenario: FoundScenario,
  options: RunScenarioOptions = {},
): Promise<ScenarioResult> {
  const recorder = new Recorder(options.observer ?? NOBODY);
  const { lab, run, failure, evidence } = await carryOut(scenario, options, recorder);
  const { name, proves, rule, source } = scenario;
  return {
    scenario: name,
    proves,
    rule,
    source,
    lab: lab?.name ?? options.labName ?? name,
    dataplane: lab?.dataplane ?? null,
    timers: lab?.lab.timers ?? null,
    control: options.control ?? false,
    verdict: failure === null ? 'passed' : verdictOf(failure),
    durationMs: recorder.elapsedMs,
    steps: recorder.steps,
    outages: run?.outages ?? [],
    failure: failure === null ? null : failureOf(failure),
    evidence,
    reproduce: reproduce(scenario, options),
  };
}

interface Outcome {
  /** Null if it did not come up. */
  readonly lab: StartedLab | null;
  readonly run: ScenarioRun | null;
  readonly failure: unknown;
  readonly evidence: string | null;
}

async function carryOut(
  scenario: FoundScenario,
  options: RunScenarioOptions,
  recorder: Recorder,
): Promise<Outcome> {
  const { control = false, keep = false, signal, evidenceFolder } = options;
  const labs: StartedLab[] = [];
  const bringUp = async (
    labFile: string,
    name: string | undefined,
    mustBeNew: boolean,
  ): Promise<StartedLab> => {
    const lab = readLab(join(scenario.folder, labFile), name, options.timers);
    const { dataplane, progress } = options;
    const { started } = await up(lab, {
      ephemeral: true,
      mustBeNew,
      ...(dataplane === undefined ? {} : { dataplane }),
      ...(progress === undefined ? {} : { progress }),
      ...(signal === undefined ? {} : { signal }),
    });
    labs.push(started);
    return started;
  };
  const labFile = control && scenario.control !== 'without-faults' ? scenario.control.labFile : 'lab.yaml';
  let lab: StartedLab | null = null;
  let run: ScenarioRun | null = null;
  let failure: unknown = null;
  let evidence: string | null = null;
  try {
    const first = await recorder.step('step', 'the lab comes up', () =>
      bringUp(labFile, options.labName, true),
    );
    lab = first;
    run = new ScenarioRun(first, recorder, {
      withoutFaults: control && scenario.control === 'without-faults',
      converge: (file) => bringUp(file, first.name, false),
      secondLab: () => bringUp(labFile, `${first.name}-2`, true),
    });
    await abortable(signal)(scenario.run(run));
  } catch (error) {
    failure = error;
  }
  try {
    signal?.throwIfAborted();
    if (failure !== null && run !== null && evidenceFolder !== undefined) {
      evidence = await saveEvidence(run.lab, join(evidenceFolder, run.lab.name), failureOf(failure));
    }
    if (keep) for (const each of labs) each.keep();
  } finally {
    await Promise.all(labs.map((each) => each[Symbol.asyncDispose]()));
  }
  return { lab, run, failure, evidence };
}

function readLab(file: string, name: string | undefined, timers: TimerProfile | undefined): Lab {
  const lab = loadLab(file, timers === undefined ? {} : { timers });
  return name === undefined ? lab : { ...lab, name };
}

function failureOf(error: unknown): NonNullable<ScenarioResult['failure']> {
  if (error instanceof LabError) return { name: error.name, faults: error.faults };
  if (!(error instanceof Error)) return { name: 'Error', faults: [{ what: String(error) }] };
  // Where it was thrown is what its author needs to know.
  const place = /^ +at .*$/m.exec(error.stack ?? '')?.[0].trim();
  return {
    name: error.name,
    faults: [{ what: error.message, ...(place === undefined ? {} : { value: place }) }],
  };
}

function reproduce({ name }: FoundScenario, { control, timers, dataplane }: RunScenarioOptions): string {
  return [
    `s2s run ${name}`,
    ...(control === true ? ['--control'] : []),
    ...(timers === undefined ? [] : [`--timers ${timers}`]),
    ...(dataplane === undefined || dataplane === 'auto' ? [] : [`--dataplane ${dataplane}`]),
    '--keep',
  ].join(' ');
}
