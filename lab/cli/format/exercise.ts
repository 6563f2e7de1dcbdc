import { relative } from 'node:path';
import type { GradedItem } from '../../exercise/grade.ts';
import type { BegunView, CourseView, GradeView, ListedExercise } from '../../exercise/views.ts';
import type { Colours } from './colours.ts';
import { section, table } from './table.ts';

/** The courses, with how far the student is. */
export function formatCourses(courses: readonly CourseView[], c: Colours): string {
  const sections = courses.map(({ title, course, minutes, exercises }) =>
    section(
      `${title} (${course}, ${minutes} min)`,
      table(
        [],
        exercises.map((each) => [each.exercise, each.title, `${each.minutes} min`, stateOf(each, c)]),
        c,
      ),
      c,
    ),
  );
  return [...sections, c.dim('  s2s exercise start NAME begins one')].join('\n');
}

function stateOf({ state, points, of }: ListedExercise, c: Colours): string {
  const reached = points === null ? '' : ` ${points} of ${of}`;
  if (state === 'new') return '';
  return state === 'submitted' ? c.green(`submitted${reached}`) : c.yellow(`started${reached}`);
}

/** What the start of an exercise shows. */
export interface StartedView extends BegunView {
  readonly how: 'anew' | 'again' | 'running';
  readonly written: readonly string[];
}

const HOW = {
  anew: 'is ready',
  again: 'is up again; nothing of your progress is lost',
  running: 'is running, and was left as it is',
} as const;

/** An exercise that has begun: what is to be done, where, and how one goes on. */
export function formatStarted(view: StartedView, c: Colours): string {
  const { exercise, title, goal, minutes, lab, folder, how, items } = view;
  const folderName = relative(process.cwd(), folder) || '.';
  return [
    `${c.bold(`${exercise}: ${title}`)} (${minutes} min)`,
    goal,
    '',
    `The lab ${lab} ${HOW[how]}. Your files are in ${folderName}; begin with README.md.`,
    section(
      'What is assessed',
      table(
        [],
        items.map(({ name, points }) => [name, `${points} points`]),
        c,
      ),
      c,
    ),
    c.dim(`  cd ${folderName} && export S2S_LAB=${lab}`),
    c.dim('  s2s exercise check looks how far you are, s2s exercise hint helps'),
  ].join('\n');
}

/** How far a student is. */
export function formatBegun(view: BegunView, c: Colours): string {
  const { exercise, title, goal, lab, folder, tries, hints, explained, solved, checks, submitted } = view;
  const folderName = relative(process.cwd(), folder) || '.';
  const help = [
    `${hints.used} of ${hints.of} hints`,
    `explain ${explained} times`,
    ...(solved ? ['the solution'] : []),
  ];
  return [
    `${c.bold(`${exercise}: ${title}`)}${submitted ? c.green(' submitted') : ''}`,
    goal,
    `  lab ${lab}, files in ${folderName}, try ${tries}, looked at ${checks} times, help: ${help.join(', ')}`,
    table(
      [],
      view.items.map(({ name, points, passed }) => [
        passed ? c.green('passed') : c.dim('open'),
        name,
        `${points} points`,
      ]),
      c,
    ),
  ].join('\n');
}

/** What a look at the lab has shown, item by item. */
export function formatGrade({ exercise, items, points, of }: GradeView, c: Colours): string {
  const lines = items.flatMap((item) => {
    const head = `  ${verdictOf(item, c)}  ${item.name} (${item.points} points)`;
    return [
      head,
      c.dim(`      seen: ${item.evidence}`),
      ...(item.reason === null ? [] : [`      ${item.reason}`]),
    ];
  });
  return [...lines, c.bold(`${exercise}: ${points} of ${of} points`)].join('\n');
}

function verdictOf({ verdict }: GradedItem, c: Colours): string {
  if (verdict === 'passed') return c.green('✓');
  return verdict === 'failed' ? c.red('✗') : c.yellow('?');
}

/** The hints so far. */
export function formatHint(
  { shown, left }: { readonly shown: readonly string[]; readonly left: number },
  c: Colours,
): string {
  const lines = shown.map((text, index) => `  ${index + 1}. ${text}`);
  return [...lines, c.dim(left === 0 ? '  there is no other hint' : `  ${left} more`)].join('\n');
}
