import { duration } from '../../scenario/report/duration.ts';
import { headline } from '../../scenario/report/headline.ts';
import { worstOutage } from '../../scenario/report/worst-outage.ts';
import { outcomeOf } from '../../scenario/result.ts';
import type { ScenarioResult, SuiteResult } from '../../scenario/result.ts';
import type { Colours } from './colours.ts';
import { formatLabLine } from './lab.ts';
import { formatVerdict } from './run-step.ts';
import { section, table } from './table.ts';

/** The summary that `s2s run` ends with. */
export function formatRun(suite: SuiteResult, c: Colours): string {
  const { scenarios, notRun } = suite;
  const rows = [
    ...scenarios.map((each) => [
      each.scenario,
      formatVerdict(each, c),
      duration(each.durationMs),
      worstOutage(each.outages) ?? '-',
    ]),
    ...notRun.map((name) => [name, c.yellow('not run'), '-', '-']),
  ];
  const others = scenarios.filter((each) => outcomeOf(each) !== 'passed');
  return [
    table(['SCENARIO', 'VERDICT', 'TIME', 'WORST OUTAGE'], rows, c),
    ...others.map((each) => formatFailure(each, c)),
    [`${c.bold(headline(suite))} in ${duration(suite.durationMs)}.`, ...labLine(suite, c)].join('\n'),
  ].join('\n\n');
}

function labLine({ timers, dataplane }: SuiteResult, c: Colours): string[] {
  return timers === null || dataplane === null ? [] : [formatLabLine({ timers, dataplane }, c)];
}

/** Why a scenario did not come out as it must, where its evidence lies, and how to run it again. */
function formatFailure(result: ScenarioResult, c: Colours): string {
  const { scenario, failure, evidence, reproduce } = result;
  const rows = [...(evidence === null ? [] : [[c.dim('evidence'), evidence]]), [c.dim('again'), reproduce]];
  const why = failure?.message ?? 'it passed without its cause, so it proves nothing';
  return section(
    `${scenario} ${formatVerdict(result, c)}`,
    [why.replaceAll(/^/gm, '  '), table([], rows, c)].join('\n'),
    c,
  );
}
