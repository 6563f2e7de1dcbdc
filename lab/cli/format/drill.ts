import { drillHeadline } from '../../drill/headline.ts';
import { worstOf } from '../../drill/judge.ts';
import { VERDICT_WORDS, WEIGHT } from '../../drill/result.ts';
import type { DrillResult, EventResult } from '../../drill/result.ts';
import type { PlannedEvent } from '../../drill/select.ts';
import { duration, listed } from '../../drill/words.ts';
import type { LintFinding } from '../../lint/finding.ts';
import type { Carriers } from '../../probe/carriers.ts';
import type { TimerProfile } from '../../topology/types.ts';
import type { Colours } from './colours.ts';
import { formatLabLine } from './lab.ts';
import { formatFindingLines } from './lint.ts';
import { section, table } from './table.ts';

/** What `s2s drill` says before the first event. */
export function formatDrillStart(
  lab: string,
  timers: TimerProfile,
  events: readonly PlannedEvent[],
  expectedMs: number,
): string {
  const pace = timers === 'fast' ? "compressed ('fast')" : "AWS's own ('aws')";
  return `Lab ${lab}: ${events.length} events, one after the other, about ${duration(expectedMs)} in all. Timers: ${pace}.`;
}

/** One event that is over, in a line, and what happened. */
export function formatEventEnd(
  { name, verdict, title, durationMs, sentences }: EventResult,
  c: Colours,
): string {
  return [
    `${verdictText(verdict, c)}  ${c.bold(name)}: ${title} ${c.dim(`(${duration(durationMs)})`)}`,
    ...sentences.map((sentence) => `    ${sentence}`),
  ].join('\n');
}

/** The report that `s2s drill` ends with. */
export function formatDrill(
  result: DrillResult & { readonly lint: readonly LintFinding[] },
  c: Colours,
): string {
  const { events, notRun, luck, durationMs } = result;
  const harmful = events.filter(({ verdict }) => WEIGHT[verdict] !== 'passed');
  return [
    section('Which tunnel carries what', carriedTable(result, c), c),
    ...(events.length === 0 ? [] : [section('What happens', eventTable(events, c), c)]),
    ...harmful.map((event) => formatHarm(event, c)),
    ...(luck.length === 0
      ? []
      : [
          section(
            'What is only luck',
            luck
              .map(({ name, sentence, source }) => `  ${c.bold(name)}: ${sentence} ${c.dim(`(${source})`)}`)
              .join('\n'),
            c,
          ),
        ]),
    ...(result.lint.length === 0
      ? []
      : [section('What s2s lint finds', formatFindingLines(result.lint, c), c)]),
    ...(notRun.length === 0 ? [] : [section('Did not take place', formatNotRun(result), c)]),
    [`${c.bold(drillHeadline(result))} in ${duration(durationMs)}.`, formatLabLine(result, c)].join('\n'),
  ].join('\n\n');
}

/** The events by why they did not take place. */
function formatNotRun({ notRun }: DrillResult): string {
  const reasons = [...new Set(notRun.map(({ why }) => why))];
  return reasons
    .map((why) => {
      const names = notRun.filter((each) => each.why === why).map(({ name }) => name);
      return `  ${listed(names)}: ${why}`;
    })
    .join('\n');
}

function carriedTable({ carried }: DrillResult, c: Colours): string {
  if (carried.length === 0) return '  No host on premises is to reach one in AWS.';
  const rows = carried.map(({ from, to, answered, carriers: { out, back } }) => [
    from,
    to,
    ...(answered ? [listed(out), listed(back)] : [c.red('no answer'), '']),
  ]);
  return table(['FROM', 'TO', 'OUT BY', 'BACK BY'], rows, c);
}

function eventTable(events: readonly EventResult[], c: Colours): string {
  const rows = events.map(({ name, verdict, outages }) => {
    const worst = worstOf(outages);
    return [
      name,
      verdictText(verdict, c),
      worst === null ? '-' : `${worst.lost} of ${worst.sent}`,
      worst === null || worst.lost === 0 ? '-' : duration(worst.longestGapMs),
      worst === null ? '-' : worst.recoveryMs === null ? 'none' : thenCarriedBy(worst.after),
    ];
  });
  return table(['EVENT', 'VERDICT', 'LOST', 'WITHOUT ANSWER', 'THEN CARRIED BY'], rows, c);
}

function thenCarriedBy({ out, back }: Carriers): string {
  const [there, again] = [listed(out), listed(back)];
  return there === again ? there : `${there}, back ${again}`;
}

/** What went wrong, why, what to do, and what of production it stands for. */
function formatHarm(event: EventResult, c: Colours): string {
  const { name, title, verdict, sentences, remedy, standsFor, source } = event;
  const rows = [
    ...sentences.map((sentence, index) => [index === 0 ? c.dim('seen') : '', `${sentence}.`]),
    ...(remedy === null
      ? []
      : [
          [c.dim('why'), `${remedy.why}.`],
          [c.dim('cure'), `${remedy.cure}.`],
        ]),
    [c.dim('in production'), `${standsFor} (${source})`],
  ];
  return section(`${name}: ${verdictText(verdict, c)}, ${title}`, table([], rows, c), c);
}

function verdictText(verdict: EventResult['verdict'], c: Colours): string {
  const colour = { passed: c.green, failed: c.red, inconclusive: c.yellow }[WEIGHT[verdict]];
  return colour(VERDICT_WORDS[verdict]);
}
