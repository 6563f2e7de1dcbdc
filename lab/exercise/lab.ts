import { existsSync } from 'node:fs';
import type { DataplaneChoice } from '../engine/dataplane.ts';
import type { Progress as Report } from '../engine/progress.ts';
import { silent } from '../engine/progress.ts';
import { removeContainers } from '../engine/containers.ts';
import { readState } from '../engine/state.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { FaultError, LabNameError, NodeError, UsageError } from '../errors.ts';
import { doAll } from '../faults/deeds.ts';
import { injectSealed } from '../faults/inject-sealed.ts';
import { seal, sealOf } from '../faults/sealed.ts';
import type { SealedExercise, SealedFault } from '../faults/sealed.ts';
import { converge } from '../lifecycle/converge.ts';
import { awaitTunnels } from '../probe/tunnels.ts';
import { findLab } from '../probe/own-routers.ts';
import { tunnelsOf } from '../topology/graph/tunnels.ts';
import { loadLab } from '../topology/load.ts';
import { studentNodes } from './by-hand.ts';
import type { Doing, LabCommand } from './exercise.ts';
import { editFiles, labFileOf, writeFirstFiles } from './folder.ts';
import type { Work } from './work.ts';

/** How labs of exercises are brought up. */
export interface LabOptions {
  readonly dataplane?: DataplaneChoice;
  readonly progress?: Report;
  readonly signal?: AbortSignal;
  /** The lab lives no longer than this process. */
  readonly ephemeral?: boolean;
}

/**
 * Brings the lab of an exercise up from a student's folder, and does to it what the exercise begins with. Tunnels that come up
 * are waited for before anything is broken.
 * @throws {LabFileError} if the lab file in the folder is not valid.
 * @throws {LabError} if the lab does not come up.
 */
export async function startLabOf(
  work: Work,
  folder: string,
  of: SealedExercise,
  options: LabOptions = {},
): Promise<StartedLab> {
  const running = await bringLabOf(work, folder, options);
  const { progress = silent } = options;
  const { faults = [], commands = [] } = work.task.start ?? {};
  if (faults.length > 0) {
    progress('waiting for the tunnels');
    // What is broken in the files already does not come up; the exercise begins with that.
    await awaitTunnels(running).catch(() => {});
  }
  progress('preparing the exercise');
  const sealed: SealedFault[] = [];
  for (const { fault, parameters } of faults) sealed.push(await injectSealed(running, fault, parameters));
  await carryOutCommands(running, commands);
  await seal(running, { exercise: of, faults: sealed, deeds: commands });
  return running;
}

/**
 * Has the lab of an exercise as it was at its beginning, without making all of it anew: what is secret is taken back, the nodes
 * that somebody may have changed by hand are made anew, and what the exercise begins with is done again.
 */
export async function restartLabOf(
  work: Work,
  folder: string,
  of: SealedExercise,
  running: StartedLab,
  options: LabOptions = {},
): Promise<StartedLab> {
  const sealed = await sealOf(running);
  for (const { undo } of [...(sealed?.faults ?? [])].reverse()) await doAll(running, undo).catch(() => {});
  await seal(running, null);
  // AWS's ends have SAs of what is gone until they find out.
  const endpoints = tunnelsOf(running.definition).map(({ tunnel }) => tunnel.name);
  const touched = new Set([...studentNodes(running), ...endpoints, ...touchedNodes(work)]);
  await removeContainers(
    running.runtime,
    [...touched].map((name) => running.node(name).container.id),
  );
  writeFirstFiles(work, folder, true);
  return startLabOf(work, folder, of, options);
}

function touchedNodes({ task }: Work): string[] {
  const doings = [task.start ?? {}, task.solution, ...(task.wrongWays ?? []).map(({ does }) => does)];
  return doings.flatMap(({ commands = [] }) => commands.map(({ node }) => node));
}

/**
 * Brings an exercise's lab up from the student's folder as it stands; in nodes that are made anew what is secret is so again.
 */
export async function bringLabOf(work: Work, folder: string, options: LabOptions): Promise<StartedLab> {
  const file = labFileOf(folder);
  const lab = { ...loadLab(file), name: work.lab };
  const { running } = await converge(lab, { file, ...options });
  return running;
}

/** Runs commands in nodes one after the other; each has to succeed. */
export async function carryOutCommands(running: StartedLab, commands: readonly LabCommand[]): Promise<void> {
  for (const { node, run } of commands) {
    const { exitCode, stderr, stdout } = await running.node(node).run(run);
    if (exitCode === 0) continue;
    throw new FaultError({
      key: node,
      what: `a command ended with exit code ${exitCode}`,
      value: `${run}: ${(stderr || stdout).trim()}`,
    });
  }
}

/**
 * The running lab of an exercise, which is that of the try that counts.
 * @throws {LabNameError} if it is gone, or another one: a student has removed it.
 */
export async function labOfTry(work: Work, id: string): Promise<StartedLab> {
  const again = `\`s2s exercise start ${work.exercise.name}\` brings it up again; nothing of the progress is lost`;
  const running = await findLab(work.lab).catch((error: unknown) => {
    if (!(error instanceof LabNameError)) throw error;
    throw new LabNameError({ what: 'the lab of this exercise is not there', value: work.lab, hint: again });
  });
  const found = await sealOf(running);
  if (found?.exercise?.id === id) return running;
  await running.close();
  throw new LabNameError({
    what: 'the lab of that name is not the one that the exercise has started',
    value: work.lab,
    hint: again,
  });
}

/** Whether every node of a lab runs: a student may have removed one. */
export async function isWhole(running: StartedLab): Promise<boolean> {
  const states = await running.nodeStates();
  return running.plan.nodes.every(({ name }) => states.get(name)?.running === true);
}

/**
 * Sees to it that a lab of the exercise's name, if there is one, is the student's own: it has the student's progress, or, where
 * a start was interrupted or the student has brought it up by hand, is of the lab file in the student's folder.
 * @throws {LabNameError} if it is somebody else's; it is left alone.
 */
export async function requireOwnLab(
  { exercise, lab }: Work,
  folder: string,
  progress: string,
): Promise<void> {
  const running = await findLab(lab).catch((error: unknown) => {
    // One that has lost its fabric tells nothing, and is mended.
    if (error instanceof LabNameError || error instanceof NodeError) return null;
    throw error;
  });
  if (running === null) return;
  const state = await readState(running.runtime, lab);
  // A fabric that does not run tells nothing.
  const of = (await sealOf(running).catch(() => null))?.exercise ?? null;
  await running.close();
  const isOwn =
    of === null ? state?.file === labFileOf(folder) : of.name === exercise.name && of.progress === progress;
  if (isOwn) return;
  throw new LabNameError({
    what: 'a lab of this name is there already, and it is not yours',
    value: lab,
    rule:
      of === null
        ? `it was brought up from ${state?.file ?? 'no file'}`
        : `it is that of ${of.student === null ? 'somebody without an ID' : `student ${of.student}`}, whose progress is in ${of.progress || 'no file'}`,
    hint: `give yourself an ID by --student, or remove it by \`s2s down ${lab}\``,
  });
}

/** Does to a lab of an exercise what a solution, or a wrong way, does: files, `up`, commands. */
export async function carryOut(
  work: Work,
  folder: string,
  running: StartedLab,
  doing: Doing,
  options: LabOptions = {},
): Promise<StartedLab> {
  if (!existsSync(labFileOf(folder))) {
    throw new UsageError({ what: 'has no lab.yaml', value: folder, hint: 's2s exercise reset writes it' });
  }
  editFiles(work, folder, doing);
  const isEdited = doing.lab !== undefined || Object.keys(doing.files ?? {}).length > 0;
  const now = isEdited ? await bringLabOf(work, folder, options) : running;
  await carryOutCommands(now, doing.commands ?? []);
  return now;
}
