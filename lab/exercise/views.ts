import { courses } from './courses.ts';
import { findExercise } from './find.ts';
import type { Grade } from './grade.ts';
import { currentTry, explainedSteps } from './progress.ts';
import type { ExerciseRecord, Progress } from './progress.ts';
import type { Begun } from './student.ts';

/** An exercise in the list of its course. */
export interface ListedExercise {
  readonly exercise: string;
  readonly title: string;
  readonly minutes: number;
  readonly state: 'new' | 'started' | 'submitted';
  /** Points at the last check of the try that counts; null without one. */
  readonly points: number | null;
  readonly of: number | null;
}

/** A course as it is listed. */
export interface CourseView {
  readonly course: string;
  readonly title: string;
  readonly minutes: number;
  readonly exercises: readonly ListedExercise[];
}

/** The courses, with how far the student is. */
export async function courseViews({ exercises: records }: Progress): Promise<CourseView[]> {
  return Promise.all(
    courses().map(async ({ name, title, exercises }) => {
      const listed = await Promise.all(exercises.map((each) => listedExercise(each, records[each])));
      return {
        course: name,
        title,
        minutes: listed.reduce((sum, { minutes }) => sum + minutes, 0),
        exercises: listed,
      };
    }),
  );
}

async function listedExercise(name: string, record: ExerciseRecord | undefined): Promise<ListedExercise> {
  const { title, minutes } = await findExercise(name);
  const last = record === undefined ? null : currentTry(record);
  const isChecked = last !== null && last.checks > 0;
  return {
    exercise: name,
    title,
    minutes,
    state: last === null ? 'new' : last.submitted ? 'submitted' : 'started',
    points: isChecked ? last.points : null,
    of: isChecked ? last.of : null,
  };
}

/** An exercise that is under way, as it is shown. */
export interface BegunView {
  readonly exercise: string;
  readonly title: string;
  readonly goal: string;
  readonly minutes: number;
  readonly student: string | null;
  readonly lab: string;
  readonly folder: string;
  readonly startedAt: string;
  readonly tries: number;
  readonly hints: { readonly used: number; readonly of: number };
  readonly explained: number;
  readonly solved: boolean;
  readonly checks: number;
  readonly submitted: boolean;
  readonly points: number;
  /** What is graded, with whether it had passed at the last check. */
  readonly items: readonly { readonly name: string; readonly points: number; readonly passed: boolean }[];
}

/** An exercise that is under way. Nothing of it says what is broken. */
export function begunView({ work, record }: Begun): BegunView {
  const { exercise, task, student, lab } = work;
  const last = currentTry(record);
  const graded = [...task.items, ...(task.questions ?? [])];
  return {
    exercise: exercise.name,
    title: exercise.title,
    goal: work.variation.text(exercise.goal),
    minutes: exercise.minutes,
    student,
    lab,
    folder: record.folder,
    startedAt: last.startedAt,
    tries: record.tries.length,
    hints: { used: last.hints, of: task.hints.length },
    explained: explainedSteps(last),
    solved: last.solved,
    checks: last.checks,
    submitted: last.submitted,
    points: last.points,
    items: graded.map(({ name, points }) => ({ name, points, passed: last.passed.includes(name) })),
  };
}

/** A grade with the exercise that it is of. */
export interface GradeView extends Grade {
  readonly exercise: string;
}
