import { WEIGHT } from './result.ts';
import type { DrillResult } from './result.ts';

/** How many events did no lasting harm, e.g. `9 of 12 events without lasting harm, 1 inconclusive, 2 not run`. */
export function drillHeadline({ events, notRun }: Pick<DrillResult, 'events' | 'notRun'>): string {
  const count = (weight: DrillResult['verdict']): number =>
    events.filter(({ verdict }) => WEIGHT[verdict] === weight).length;
  const inconclusive = count('inconclusive');
  return [
    `${count('passed')} of ${events.length + notRun.length} events without lasting harm`,
    ...(inconclusive === 0 ? [] : [`${inconclusive} inconclusive`]),
    ...(notRun.length === 0 ? [] : [`${notRun.length} not run`]),
  ].join(', ');
}
