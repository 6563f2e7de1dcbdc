import type { TitledOutage } from '../result.ts';
import { duration } from './duration.ts';

/** The longest time without an answer among outages, `not recovered` if one did not end; null where none was measured. */
export function worstOutage(outages: readonly TitledOutage[]): string | null {
  if (outages.length === 0) return null;
  if (outages.some(({ recoveryMs }) => recoveryMs === null)) return 'not recovered';
  if (outages.every(({ lost }) => lost === 0)) return 'none';
  return duration(Math.max(...outages.map(({ longestGapMs }) => longestGapMs)));
}
