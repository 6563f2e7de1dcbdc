import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StartedLab } from '../engine/started-lab.ts';
import type { SealedExercise } from '../faults/sealed.ts';
import type { Verdict } from '../probe/verdict.ts';
import type { Doing } from './exercise.ts';
import { answersIn, writeFirstFiles } from './folder.ts';
import { gradeTask } from './grade.ts';
import type { Grade } from './grade.ts';
import { carryOut, restartLabOf, startLabOf } from './lab.ts';
import type { LabOptions } from './lab.ts';
import type { Work } from './work.ts';

/** One thing that an exercise has to show of itself. */
export interface Proof {
  /** E.g. `the solution gives every point`. */
  readonly step: string;
  /** What is otherwise; empty if it is so. */
  readonly otherwise: readonly string[];
}

/**
 * Has an exercise prove itself in a lab of its own: untouched, exactly the items fail that are not so from the beginning; the
 * solution gives every point, and the same when it is carried out twice; each wrong way fails what it is to fail; and once the lab
 * is restarted everything is as untouched.
 */
export async function proveExercise(work: Work, options: LabOptions = {}): Promise<Proof[]> {
  const folder = mkdtempSync(join(tmpdir(), 's2s-prove-'));
  const of: SealedExercise = {
    name: work.exercise.name,
    student: work.student,
    id: randomUUID(),
    progress: '',
  };
  let running: StartedLab | null = null;
  try {
    writeFirstFiles(work, folder);
    running = await startLabOf(work, folder, of, { ...options, ephemeral: true });
    const scene = new Scene(work, folder, of, running, options);
    const proofs = await scene.prove();
    running = scene.running;
    return proofs;
  } finally {
    await running?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An exercise's lab while it is proved. */
class Scene {
  readonly #work: Work;
  readonly #folder: string;
  readonly #of: SealedExercise;
  readonly #options: LabOptions;
  running: StartedLab;

  constructor(work: Work, folder: string, of: SealedExercise, running: StartedLab, options: LabOptions) {
    this.#work = work;
    this.#folder = folder;
    this.#of = of;
    this.#options = { ...options, ephemeral: true };
    this.running = running;
  }

  async prove(): Promise<Proof[]> {
    const { task } = this.#work;
    const proofs = [await this.#untouched('untouched, exactly what is not so yet fails')];
    for (const { title, does, fails } of task.wrongWays ?? []) {
      await this.#carryOut(does);
      const grade = await this.#grade();
      const otherwise = fails.flatMap((name) => {
        const item = grade.items.find((each) => each.name === name);
        return item?.verdict === 'passed' ? [`'${name}' passes: ${item.evidence}`] : [];
      });
      proofs.push({ step: `wrong way: ${title}`, otherwise });
      // Answers alone have changed nothing of the lab, and what is done next writes its own over them.
      if (changesLab(does)) await this.#restart();
    }
    for (const step of ['the solution gives every point', 'the solution carried out twice gives the same']) {
      await this.#carryOut(task.solution);
      proofs.push({ step, otherwise: notAs(await this.#grade(), () => 'passed') });
    }
    await this.#restart();
    return [...proofs, await this.#untouched('after a reset it is as untouched')];
  }

  async #untouched(step: string): Promise<Proof> {
    const kept = this.#work.task.items.filter((item) => item.kept === true).map(({ name }) => name);
    const otherwise = notAs(await this.#grade(), (name) => (kept.includes(name) ? 'passed' : 'failed'));
    return { step, otherwise };
  }

  async #carryOut(doing: Doing): Promise<void> {
    this.running = await carryOut(this.#work, this.#folder, this.running, doing, this.#options);
  }

  async #restart(): Promise<void> {
    this.running = await restartLabOf(this.#work, this.#folder, this.#of, this.running, this.#options);
  }

  #grade(): Promise<Grade> {
    const { task } = this.#work;
    return gradeTask(this.running, task, answersIn(this.#work, this.#folder), true);
  }
}

/** Whether there is more to do than to give answers. */
function changesLab({ lab = [], files = {}, commands = [] }: Doing): boolean {
  return lab.length + Object.keys(files).length + commands.length > 0;
}

/** What of a grade is otherwise than it has to be. */
function notAs({ items }: Grade, wanted: (name: string) => Verdict): string[] {
  return items
    .filter(({ name, verdict }) => verdict !== wanted(name))
    .map(({ name, verdict, evidence }) => `'${name}' ${verdict}: ${evidence}`);
}
