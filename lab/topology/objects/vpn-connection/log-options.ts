import * as z from 'zod';
import type { LogOutputFormat, Tunnel } from './type.ts';

const LOG_OUTPUT_FORMATS = ['json', 'text'] as const satisfies readonly LogOutputFormat[];
const SOURCE = 'EC2 API reference, CloudWatchLogOptionsSpecification';

const enabled = (log: string) =>
  z
    .boolean()
    .meta({ description: `Whether the ${log} is on; false by default, as on AWS.`, $comment: SOURCE })
    .optional();
const groupArn = (log: string) =>
  z
    .string()
    .regex(/^arn:aws[\w-]*:logs:/, {
      error: 'is not the ARN of a log group: arn:aws:logs:<region>:<account>:log-group:<name>',
    })
    .meta({ description: `Log group of the ${log}; it means nothing in a lab.`, $comment: SOURCE })
    .optional();
const outputFormat = (log: string) =>
  z
    .enum(LOG_OUTPUT_FORMATS)
    .meta({ description: `Form of the ${log}; json by default.`, $comment: SOURCE })
    .optional();

/** Keys of a tunnel's `logOptions` in a lab file. */
export const logOptions = z
  .strictObject({
    cloudWatchLogOptions: z
      .strictObject({
        logEnabled: enabled('tunnel activity log'),
        logGroupArn: groupArn('tunnel activity log'),
        logOutputFormat: outputFormat('tunnel activity log'),
        bgpLogEnabled: enabled('tunnel BGP log'),
        bgpLogGroupArn: groupArn('tunnel BGP log'),
        bgpLogOutputFormat: outputFormat('tunnel BGP log'),
      })
      .meta({ description: 'Which logs CloudWatch gets.' }),
  })
  .optional()
  .meta({
    description:
      'Which logs of the tunnel `s2s logs --aws` shows, and in which form; both as text by default, where AWS has none.',
    $comment: 'AWS S2S VPN user guide, AWS Site-to-Site VPN logs',
  });

/** Form of each log of a tunnel; null: it is off. */
export interface TunnelLogs {
  readonly activity: LogOutputFormat | null;
  readonly bgp: LogOutputFormat | null;
}

/** The logs of a tunnel: as its options have them, or both as text where they say nothing. Pure. */
export function tunnelLogs({ options: { logOptions: own } }: Pick<Tunnel, 'options'>): TunnelLogs {
  if (own === undefined) return { activity: 'text', bgp: 'text' };
  const {
    logEnabled = false,
    logOutputFormat = 'json',
    bgpLogEnabled = false,
    bgpLogOutputFormat = 'json',
  } = own.cloudWatchLogOptions;
  return { activity: logEnabled ? logOutputFormat : null, bgp: bgpLogEnabled ? bgpLogOutputFormat : null };
}
