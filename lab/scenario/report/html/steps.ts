import type { ScenarioResult, StepResult } from '../../result.ts';
import { duration } from '../duration.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';

const SIGNS = { passed: '✓', failed: '✗', inconclusive: '?', error: '!', skipped: '-' } as const;

/** The steps of a scenario in their order, each with a bar for when it went on. */
export function stepTable({ steps, durationMs }: Pick<ScenarioResult, 'steps' | 'durationMs'>): Markup {
  return markup`<table class="steps">
<thead><tr><th></th><th>kind</th><th>step</th><th class="bars">when</th><th class="number">time</th></tr></thead>
<tbody>${steps.map((step) => stepRow(step, durationMs))}</tbody>
</table>`;
}

function stepRow(
  { kind, title, depth, startMs, durationMs, verdict, evidence }: StepResult,
  totalMs: number,
): Markup {
  const percent = (ms: number): string => `${((100 * ms) / Math.max(1, totalMs)).toFixed(2)}%`;
  return markup`<tr class="${verdict}"><td class="sign">${SIGNS[verdict]}</td><td class="kind">${kind}</td>
<td style="padding-left:${depth * 1.4 + 0.5}em">${title}${evidence === '' ? null : markup`<div class="evidence">${evidence}</div>`}</td>
<td class="bars"><div style="margin-left:${percent(startMs)};width:${percent(durationMs)}"></div></td>
<td class="number">${duration(durationMs)}</td></tr>
`;
}
