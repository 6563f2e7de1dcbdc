import { duration } from '../../scenario/report/duration.ts';
import { outcomeOf } from '../../scenario/result.ts';
import type { ScenarioResult, ScenarioVerdict, StepResult } from '../../scenario/result.ts';
import type { Colours } from './colours.ts';

const KIND_WIDTH = 'outage '.length;

/** The line under which the steps within a step are listed. */
export function formatGroup(
  { kind, title, depth }: Pick<StepResult, 'kind' | 'title' | 'depth'>,
  c: Colours,
): string {
  return `${indent(depth)}${c.cyan('▸')} ${c.dim(kind.padEnd(KIND_WIDTH))}${title}`;
}

/** The lines of a step that has ended: kind, title, duration, and below them the evidence. */
export function formatStep(
  { kind, title, depth, durationMs, verdict, evidence }: StepResult,
  c: Colours,
): string[] {
  const head = `${indent(depth)}${mark(verdict, c)} ${c.dim(kind.padEnd(KIND_WIDTH))}${title}  ${c.dim(duration(durationMs))}`;
  const lines = evidence === '' ? [] : evidence.split('\n');
  const colour = verdict === 'passed' ? c.dim : (text: string) => text;
  return [
    head,
    ...lines.map((line) => `${indent(depth)}${' '.repeat(KIND_WIDTH + 2)}${colour(line.trim())}`),
  ];
}

/** The line that a scenario starts with; its name can be before every line already. */
export function formatScenarioStart(
  { name, proves }: { readonly name: string; readonly proves: string },
  withName: boolean,
  c: Colours,
): string {
  return withName ? `${c.bold(name)}  ${c.dim(proves)}` : c.dim(proves);
}

/** The line that a scenario ends with. */
export function formatScenarioEnd(result: ScenarioResult, c: Colours): string {
  const { scenario, durationMs } = result;
  return `${mark(outcomeOf(result), c)} ${c.bold(scenario)} ${formatVerdict(result, c)} in ${duration(durationMs)}`;
}

/** The verdict on a scenario in its colour; of a control run it is said what it means. */
export function formatVerdict(result: Pick<ScenarioResult, 'control' | 'verdict'>, c: Colours): string {
  const { control, verdict } = result;
  const meaning = {
    passed: ' without its cause',
    failed: ', as it must',
    inconclusive: '',
    error: '',
    skipped: '',
  }[verdict];
  return colourOf(outcomeOf(result), c)(`${verdict}${control ? meaning : ''}`);
}

function mark(verdict: ScenarioVerdict, c: Colours): string {
  return colourOf(
    verdict,
    c,
  )({ passed: '✓', failed: '✗', inconclusive: '?', error: '!', skipped: '-' }[verdict]);
}

function colourOf(verdict: ScenarioVerdict, c: Colours): (text: string) => string {
  return { passed: c.green, failed: c.red, inconclusive: c.yellow, error: c.red, skipped: c.yellow }[verdict];
}

const indent = (depth: number): string => '  '.repeat(depth + 1);
