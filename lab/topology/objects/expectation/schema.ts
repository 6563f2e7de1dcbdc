import * as z from 'zod';
import { integer } from '../../values.ts';

/** A name, or several. */
const names = (description: string) => z.union([z.string(), z.array(z.string())]).meta({ description });

const WHO = 'hosts, subnets, VPCs, customer gateways or CIDR blocks';

/** Raw form of an expectation. */
export const expectationSchema = z
  .strictObject({
    from: names(`Who asks: ${WHO}, one or a list.`),
    to: names(`Who is asked: ${WHO}, one or a list.`),
    reachable: z.boolean().optional().meta({
      description: 'Whether every one is to be answered by every one (true, the default), or none by any.',
    }),
    ipVersion: z.enum(['ipv4', 'ipv6']).optional().meta({
      description:
        'The IP version that it is about; by default each that two hosts both have an address of. During a fault it is IPv4.',
    }),
    tcpPort: integer('TCP port, in place of a ping.', 1, 65535).optional(),
    udpPort: integer('UDP port, in place of a ping.', 1, 65535).optional(),
    via: z.string().optional().meta({ description: 'Tunnel that has to carry the packets, both ways.' }),
    during: z
      .object({ fault: z.string().meta({ description: 'Kind of fault, as of s2s fault.' }) })
      .catchall(z.union([z.string(), z.number()]))
      .optional()
      .meta({
        description:
          'A fault during which it is to be so, with its parameters, e.g. { fault: kill-charon, tunnel: tunnel-1 }.',
      }),
    maxOutageMs: integer(
      'The longest time without an answer when that fault begins, in milliseconds.',
      0,
      3_600_000,
    ).optional(),
  })
  .superRefine((expectation, context) => {
    for (const [key, message, hint] of flawsOf(expectation)) {
      context.addIssue({ code: 'custom', path: [key], message, params: { hint } });
    }
  });

interface Flawed {
  readonly reachable?: boolean | undefined;
  readonly ipVersion?: string | undefined;
  readonly tcpPort?: number | undefined;
  readonly udpPort?: number | undefined;
  readonly via?: string | undefined;
  readonly during?: unknown;
  readonly maxOutageMs?: number | undefined;
}

function* flawsOf(given: Flawed): Generator<[key: string, message: string, hint: string]> {
  const { reachable = true, ipVersion, tcpPort, udpPort, via, during, maxOutageMs } = given;
  const isPort = tcpPort !== undefined || udpPort !== undefined;
  if (tcpPort !== undefined && udpPort !== undefined)
    yield ['udpPort', 'cannot stand beside tcpPort', 'write two expectations'];
  if (ipVersion === 'ipv6' && during !== undefined)
    yield [
      'ipVersion',
      'cannot stand beside during',
      'what a fault does is measured over IPv4: leave one of the two out',
    ];
  if (via !== undefined && !reachable)
    yield ['via', 'is for what is answered', 'leave it out, or reachable: false'];
  if (via !== undefined && isPort)
    yield ['via', 'is found out by pings', 'write an expectation of its own, without a port'];
  if (maxOutageMs !== undefined && (during === undefined || !reachable || isPort))
    yield ['maxOutageMs', 'is for pings that are answered during a fault', 'write during, and no port'];
}
