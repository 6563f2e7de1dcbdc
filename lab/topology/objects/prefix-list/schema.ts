import * as z from 'zod';
import { cidrBlock, integer } from '../../values.ts';

const GUIDE = 'AWS VPC user guide, Managed prefix lists';

/** Raw form of a managed prefix list. */
export const prefixListSchema = z.strictObject({
  maxEntries: integer('How many entries it may have, 1 to 1000.', 1, 1000).meta({ $comment: GUIDE }),
  entries: z
    .array(cidrBlock('A block.'))
    .optional()
    .meta({ description: 'Its CIDR blocks, no more than maxEntries.', $comment: GUIDE }),
});
