import { join } from 'node:path';
import { abortable } from '../engine/abortable.ts';
import type { DataplaneChoice } from '../engine/dataplane.ts';
import { NETEM } from '../engine/kernel-features.ts';
import type { Progress } from '../engine/progress.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { startWireRing } from '../probe/evidence/ring.ts';
import type { WireRing } from '../probe/evidence/ring.ts';
import { DataplaneError, SkippedError } from '../errors.ts';
import { loadLab } from '../topology/load.ts';
import { quoted } from '../topology/shell-word.ts';
import type { Lab, TimerProfile } from '../topology/types.ts';
import { withoutKeys } from '../topology/without-keys.ts';
import { given } from '../given.ts';
import type { RunSoFar } from './evidence-readme.ts';
import type { LabPool } from './lab-pool.ts';
import { claimEvidenceFolder, saveEvidence } from './evidence.ts';
import { failureOf } from './failure.ts';
import type { FoundScenario } from './find.ts';
import { Recorder, verdictOf } from './recorder.ts';
import type { StepObserver } from './recorder.ts';
import { outcomeOf } from './result.ts';
import type { ScenarioResult } from './result.ts';
import { RunLabs } from './run-labs.ts';
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
  /** Pass the scenario over where the engine's kernel lacks what its lab needs beyond a data plane; an error otherwise. */
  readonly skipUnsupported?: boolean;
  /** Where the evidence of a run that did not come out as it must goes, in a folder named after the lab. */
  readonly evidenceFolder?: string;
  /** Labs to start with in place of a new one, and to give this one to if it comes back clean. */
  readonly pool?: LabPool;
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
  const outcome = await carryOut(scenario, options, recorder);
  return { ...resultOf(scenario, options, recorder, outcome), evidence: outcome.evidence };
}

function resultOf(
  scenario: FoundScenario,
  options: RunScenarioOptions,
  recorder: Recorder,
  { lab, dataplane, run, error }: Omit<Outcome, 'evidence'>,
): RunSoFar {
  const { name, title, proves, rule = null, source = null } = scenario;
  return {
    scenario: name,
    title,
    proves,
    rule,
    source,
    lab: lab?.name ?? options.labName ?? name,
    topology: lab === null ? null : withoutKeys(lab),
    dataplane,
    timers: lab?.timers ?? null,
    control: options.control ?? false,
    verdict: error === null ? 'passed' : verdictOf(error),
    durationMs: recorder.elapsedMs,
    steps: recorder.steps,
    faults: run?.faults ?? [],
    outages: run?.outages ?? [],
    failure: error === null ? null : failureOf(error, scenario.folder),
    reproduce: reproduce(scenario, options),
  };
}

/**
 * The lab that a run of the scenario starts with.
 * @throws {LabFileError} with everything that is wrong with its file.
 */
export function labOf(
  scenario: FoundScenario,
  { labName, timers, control = false }: RunScenarioOptions,
): Lab {
  return readLab(labFileOf(scenario, control), labName, timers);
}

function labFileOf({ folder, control }: FoundScenario, takeCauseAway = false): string {
  return join(folder, takeCauseAway && control !== 'without-faults' ? control.labFile : 'lab.yaml');
}

function readLab(file: string, name: string | undefined, timers: TimerProfile | undefined): Lab {
  const lab = loadLab(file, given({ timers }));
  return name === undefined ? lab : { ...lab, name };
}

interface Outcome {
  /** As it was last; null if its file could not be read. */
  readonly lab: Lab | null;
  /** Null if it did not come up. */
  readonly dataplane: ScenarioResult['dataplane'];
  readonly run: ScenarioRun | null;
  /** What ended it early; null for nothing. */
  readonly error: unknown;
  readonly evidence: string | null;
}

async function carryOut(
  scenario: FoundScenario,
  options: RunScenarioOptions,
  recorder: Recorder,
): Promise<Outcome> {
  const labs = new RunLabs(options);
  const played = await play(scenario, options, recorder, labs);
  const { run, definition } = played;
  const outcome = { lab: run?.lab.definition ?? definition, dataplane: run?.lab.dataplane ?? null, run };
  let { error } = played;
  let evidence: string | null = null;
  try {
    options.signal?.throwIfAborted();
    const saved = resultOf(scenario, options, recorder, { ...outcome, error });
    evidence = await putAway(played, saved, scenario, options, labs);
  } catch (thrown) {
    error ??= thrown;
  }
  const notRemoved = await labs.remove();
  options.signal?.throwIfAborted();
  return { ...outcome, error: error ?? notRemoved, evidence };
}

/** How far a scenario came. */
interface Played {
  /** Null if its file could not be read. */
  readonly definition: Lab | null;
  /** Null if its lab did not come up. */
  readonly run: ScenarioRun | null;
  /** Where evidence goes; null for nowhere. */
  readonly folder: string | null;
  readonly ring: WireRing | null;
  /** What ended it early; null for nothing. */
  readonly error: unknown;
}

/** Brings the scenario's lab up, and lets it have its way. */
async function play(
  scenario: FoundScenario,
  options: RunScenarioOptions,
  recorder: Recorder,
  labs: RunLabs,
): Promise<Played> {
  const { control = false, signal, evidenceFolder, timers } = options;
  let played: Played = { definition: null, run: null, folder: null, ring: null, error: null };
  try {
    const definition = labOf(scenario, options);
    played = { ...played, definition };
    const folder =
      evidenceFolder === undefined ? null : await claimEvidenceFolder(join(evidenceFolder, definition.name));
    played = { ...played, folder };
    const first = await firstLab(scenario, definition, options, recorder, labs);
    const ring = folder === null ? null : await startWireRing(first).catch(() => null);
    const run = new ScenarioRun(first, recorder, {
      withoutFaults: control && scenario.control === 'without-faults',
      converge: (file) => {
        const path = join(scenario.folder, file);
        return labs.converge(readLab(path, first.name, timers), path);
      },
      secondLab: () => labs.start({ ...definition, name: `${first.name}-2` }, labFileOf(scenario, control)),
    });
    played = { ...played, ring, run };
    await abortable(signal)(scenario.run(run));
    return played;
  } catch (error) {
    if (signal?.aborted !== true) await recorder.failed('the scenario itself', error);
    return { ...played, error };
  }
}

/** An idle lab that is the same or has become so, or a new one. */
function firstLab(
  scenario: FoundScenario,
  definition: Lab,
  { pool, dataplane = 'auto', skipUnsupported = false, control }: RunScenarioOptions,
  recorder: Recorder,
  labs: RunLabs,
): Promise<StartedLab> {
  let from: string | null = null;
  const start = async (): Promise<StartedLab> => {
    const idle = (await pool?.take(definition, dataplane)) ?? null;
    from = idle?.from ?? null;
    if (idle !== null) return labs.adopt(idle.running);
    try {
      return await labs.start(definition, labFileOf(scenario, control));
    } catch (error) {
      throw skipUnsupported && isUnsupported(error) ? new SkippedError(error.problems) : error;
    }
  };
  return recorder.step('step', 'the lab comes up', start, () =>
    from === null ? '' : `it came back clean from ${from}`,
  );
}

/** Saves the evidence of a run that did not come out as it must, and keeps or gives back its labs, as was asked. */
async function putAway(
  { run, folder, ring }: Played,
  result: RunSoFar,
  scenario: FoundScenario,
  { control = false, keep = false, pool, signal }: RunScenarioOptions,
  labs: RunLabs,
): Promise<string | null> {
  const asItMust = outcomeOf({ control, verdict: result.verdict }) === 'passed';
  const isSaved = run !== null && folder !== null && !asItMust;
  if (isSaved) await abortable(signal)(saveEvidence(folder, result, run.lab, ring));
  if (keep) labs.keep();
  if (run !== null && asItMust && !keep && pool !== undefined && labs.isFirst(run.lab)) {
    await ring?.end();
    await abortable(signal)(pool.giveBack(await labs.release(run.lab), scenario.name));
  }
  return isSaved ? folder : null;
}

/** Whether all that a lab cannot run for is that its links need netem. */
function isUnsupported(error: unknown): error is DataplaneError {
  return error instanceof DataplaneError && error.missing.every((feature) => feature === NETEM);
}

function reproduce({ given }: FoundScenario, { control, timers, dataplane }: RunScenarioOptions): string {
  return [
    `s2s run ${/^[\w./-]+$/.test(given) ? given : quoted(given)}`,
    ...(control === true ? ['--control'] : []),
    ...(timers === undefined ? [] : [`--timers ${timers}`]),
    ...(dataplane === undefined || dataplane === 'auto' ? [] : [`--dataplane ${dataplane}`]),
    '--keep',
  ].join(' ');
}
