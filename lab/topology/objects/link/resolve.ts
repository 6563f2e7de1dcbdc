import type * as z from 'zod';
import type { linkSchema } from './schema.ts';
import type { Link } from './type.ts';

/** Of a malformed link an end may be missing. */
export function resolveLink({ between: [one = '', other = ''], ...given }: z.input<typeof linkSchema>): Link {
  const { delayMs = 0, jitterMs = 0, lossPercent = 0, rateMbps = 0 } = given;
  return { between: [one, other], delayMs, jitterMs, lossPercent, rateMbps };
}
