import { hostNamed } from '../aws/hosts.ts';
import { ping } from '../probe/ping.ts';
import { captureDuring } from '../probe/wire.ts';
import { judgement } from './check.ts';
import type { Check } from './check.ts';

/** The TTL that a request comes to its destination with, and that of its answer at the source; both set out with 64. */
export interface Ttls {
  readonly arriving: number;
  readonly answer: number;
}

/** A ping between two hosts is seen with these TTLs: they tell which nodes on its way count as hops. */
export function ttls(from: string, to: string, expected: Ttls): Check {
  return {
    title: `a ping from ${from} comes to ${to} with TTL ${expected.arriving}, its answer with ${expected.answer}`,
    observe: async (running) => {
      const filter = `icmp[icmptype] == icmp-echo and src host ${hostNamed(running.definition, from).address}`;
      const { result, packets } = await captureDuring(running, to, filter, () =>
        ping(running, from, to, { timeoutMs: 2000 }),
      );
      const arriving = Number(/\bttl (\d+)/.exec(packets[0] ?? '')?.[1] ?? Number.NaN);
      return judgement(
        arriving === expected.arriving && result.ttl === expected.answer,
        `TTL ${Number.isNaN(arriving) ? 'unseen' : arriving} at ${to}, ${result.ttl ?? 'no answer'} at ${from}`,
      );
    },
  };
}
