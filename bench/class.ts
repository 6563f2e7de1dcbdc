import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import pLimit from 'p-limit';
import type { Runtime } from '../lab/engine/runtime.ts';
import { removeLab } from '../lab/engine/started-lab.ts';
import { capacityOf } from '../lab/exercise/capacity.ts';
import type { ProgressPlace } from '../lab/exercise/progress.ts';
import { begun, checkExercise, startExercise } from '../lab/exercise/student.ts';
import { cpuSeconds } from './cpu.ts';
import { memoryMiB, timed } from './measures.ts';

/** The exercise that everybody does: the reference lab, with a fault. */
const EXERCISE = '33-no-answer-from-aws';
const GB = 1e9;

/**
 * A class: BENCH_STUDENTS (20) labs up, and graded one at a time and side by side, with what that takes and whether the verdicts
 * are the same; and what a larger host carries, by estimate.
 */
export async function measureClass(runtime: Runtime): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 's2s-class-'));
  const count = Number(process.env.BENCH_STUDENTS ?? '20');
  const places = Array.from({ length: count }, (_, index): ProgressPlace => ({
    student: `s${index + 1}`,
    file: join(folder, `s${index + 1}.json`),
  }));
  const labs: string[] = [];
  try {
    const limit = pLimit(availableParallelism());
    const cpuBefore = await cpuSeconds(runtime, []);
    const upMs = await timed(() =>
      Promise.all(
        places.map((place) =>
          limit(async () => {
            const { record } = await startExercise(EXERCISE, place, {
              folder: join(folder, place.student ?? ''),
            });
            labs.push(record.lab);
          }),
        ),
      ),
    );
    const memory = await Promise.all(labs.map((lab) => memoryMiB(runtime, lab)));
    const upCpu = (await cpuSeconds(runtime, labs)) - cpuBefore;
    const idleCpu = await cpuDuring(runtime, labs, () => setTimeout(IDLE_MS));
    const one: Verdicts[] = [];
    const oneAtATimeMs = await timed(async () => {
      for (const place of places) one.push(await verdictsOf(place));
    });
    let all: Verdicts[] = [];
    let sideBySideMs = 0;
    const gradeCpu = await cpuDuring(runtime, labs, async () => {
      sideBySideMs = await timed(async () => {
        all = await Promise.all(places.map(verdictsOf));
      });
    });
    return {
      students: count,
      cores: availableParallelism(),
      upSeconds: seconds(upMs),
      memoryMiBEach: Math.round(memory.reduce((sum, each) => sum + each, 0) / count),
      cpuEach: {
        upSeconds: rounded(upCpu / count),
        gradeSeconds: rounded(gradeCpu / count),
        idle: rounded((1000 * idleCpu) / IDLE_MS / count),
      },
      gradedOneAtATimeSeconds: seconds(oneAtATimeMs),
      gradedSideBySideSeconds: seconds(sideBySideMs),
      sameVerdicts: isDeepStrictEqual(one, all),
      estimates: [capacityOf(2, 8 * GB), capacityOf(8, 32 * GB), capacityOf(32, 128 * GB)],
    };
  } finally {
    for (const lab of labs) await removeLab(runtime, lab);
    rmSync(folder, { recursive: true, force: true });
  }
}

type Verdicts = readonly (readonly [name: string, verdict: string])[];

async function verdictsOf(place: ProgressPlace): Promise<Verdicts> {
  const { grade, running } = await checkExercise(place, await begun(place));
  await running.close();
  return grade.items.map(({ name, verdict }) => [name, verdict]);
}

const IDLE_MS = 10_000;

/** Seconds of processor time that something takes. */
async function cpuDuring(
  runtime: Runtime,
  labs: readonly string[],
  action: () => Promise<unknown>,
): Promise<number> {
  const before = await cpuSeconds(runtime, labs);
  await action();
  return (await cpuSeconds(runtime, labs)) - before;
}

const rounded = (value: number): number => Math.round(1000 * value) / 1000;
const seconds = (ms: number): number => Math.round(ms / 100) / 10;
