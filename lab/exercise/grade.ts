import { judge, withoutCause } from '../checks/check.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { LabError } from '../errors.ts';
import type { Verdict } from '../probe/verdict.ts';
import type { GivenAnswers } from './answers.ts';
import { judgeAnswer } from './answers.ts';
import type { Item, Question, Task } from './exercise.ts';
import { fromOutside } from './outside.ts';

/** What one item came to. */
export interface GradedItem {
  readonly name: string;
  readonly kind: 'item' | 'question';
  readonly points: number;
  /** `inconclusive` counts neither as passed nor as failed: it has to be looked at again. */
  readonly verdict: Verdict;
  /** What was seen. */
  readonly evidence: string;
  /** What it means, for who has not got it; null for who has. */
  readonly reason: string | null;
}

/** What an exercise came to. */
export interface Grade {
  readonly items: readonly GradedItem[];
  readonly points: number;
  readonly of: number;
}

/**
 * Grades a lab from outside the student's nodes, and the student's answers.
 * @param answers what answers.yaml says.
 * @param judging whether answers are judged; otherwise it is only said which are there.
 */
export async function gradeTask(
  running: StartedLab,
  task: Task,
  answers: GivenAnswers,
  judging: boolean,
): Promise<Grade> {
  const seen = fromOutside(running);
  const items: GradedItem[] = [];
  for (const item of task.items) items.push(await gradeItem(seen, item));
  for (const question of task.questions ?? []) items.push(gradeQuestion(question, answers, judging));
  return gradeOf(items);
}

/** The points of items: what has not passed has none. */
function gradeOf(items: readonly GradedItem[]): Grade {
  const sum = (list: readonly GradedItem[]): number => list.reduce((total, { points }) => total + points, 0);
  return { items, points: sum(items.filter(({ verdict }) => verdict === 'passed')), of: sum(items) };
}

async function gradeItem(seen: StartedLab, { name, points, check, reason }: Item): Promise<GradedItem> {
  const graded = (verdict: Verdict, evidence: string): GradedItem => ({
    name,
    kind: 'item',
    points,
    verdict,
    evidence,
    reason: verdict === 'passed' ? null : reason,
  });
  try {
    // What is behind it is for the student to find.
    const { verdict, evidence } = await judge(seen, withoutCause(check));
    return graded(verdict, evidence);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return graded(
      'inconclusive',
      error.problems.map(({ what, value }) => [what, value].filter(Boolean).join(': ')).join('; '),
    );
  }
}

function gradeQuestion(question: Question, answers: GivenAnswers, judging: boolean): GradedItem {
  const { name, points, ask } = question;
  const given = answers[name];
  const graded = { name, kind: 'question', points } as const;
  if (given === undefined) {
    return { ...graded, verdict: 'failed', evidence: 'no answer in answers.yaml', reason: ask };
  }
  if (!judging) {
    return {
      ...graded,
      verdict: 'inconclusive',
      evidence: 'answered',
      reason: '`s2s exercise submit` judges it',
    };
  }
  const isRight = judgeAnswer(question, given);
  return {
    ...graded,
    verdict: isRight ? 'passed' : 'failed',
    evidence: isRight ? 'the answer is right' : 'the answer is not right',
    reason: isRight ? null : ask,
  };
}
