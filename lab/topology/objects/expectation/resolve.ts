import type * as z from 'zod';
import type { expectationSchema } from './schema.ts';
import type { Expectation } from './type.ts';

const listOf = (names: string | readonly string[]): readonly string[] =>
  typeof names === 'string' ? [names] : names;

/** Fills in what is not said. */
export function resolveExpectation(raw: z.input<typeof expectationSchema>): Expectation {
  const {
    from,
    to,
    reachable = true,
    ipVersion = null,
    tcpPort = null,
    udpPort = null,
    via = null,
    during,
    maxOutageMs = null,
  } = raw;
  const { fault = '', ...parameters } = during ?? {};
  return {
    from: listOf(from),
    to: listOf(to),
    reachable,
    ipVersion,
    tcpPort,
    udpPort,
    via,
    during: during === undefined ? null : { fault, parameters },
    maxOutageMs,
  };
}
