import * as z from 'zod';
import { ipAddress, name, PLAIN_NAME } from '../../values.ts';

/** Raw form of a host on the Internet. */
export const internetHostSchema = z.strictObject({
  ipAddress: ipAddress('Its public address; packets for it stay in the lab, as all do.'),
  keyName: name('Key pair whose private key it has: it gets into the instances that name it.', PLAIN_NAME)
    .meta({ $comment: 'EC2 user guide, Key pairs' })
    .optional(),
});
