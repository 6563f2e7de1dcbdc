import * as z from 'zod';
import { decimal } from '../../values.ts';

/** Raw form of a link that is not as good as it can be. */
export const linkSchema = z.strictObject({
  between: z
    .array(z.string())
    .superRefine((nodes, context) => {
      if (nodes.length === 2) return;
      const hint = 'a link has two ends, e.g. [internet, onprem-igw]';
      context.addIssue({ code: 'custom', message: 'must name two nodes', params: { hint } });
    })
    .meta({ description: 'Names of the two nodes of the link.', minItems: 2, maxItems: 2 }),
  delayMs: decimal('Delay in each direction, in milliseconds.', 0.1, 60_000).optional(),
  jitterMs: decimal(
    'How much the delay varies, either way; packets may overtake each other.',
    0.1,
    60_000,
  ).optional(),
  lossPercent: decimal('Share of the packets that is lost, in each direction.', 0.01, 100).optional(),
  rateMbps: decimal('Megabits a second that get through, in each direction.', 0.01, 100_000).optional(),
});
