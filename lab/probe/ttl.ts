import { hostNamed } from '../aws/hosts.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { ping } from './ping.ts';
import type { Judgement } from './verdict.ts';
import { captureDuring } from './wire.ts';

/** The TTL that a request comes to its destination with, and that of its answer at the source; both set out with 64. */
export interface Ttls {
  readonly arriving: number;
  readonly answer: number;
}

/** Checks with which TTL a ping between two hosts is seen at both: which nodes on its way count as hops. */
export async function checkTtl(
  lab: StartedLab,
  from: string,
  to: string,
  expected: Ttls,
): Promise<Judgement> {
  const filter = `icmp[icmptype] == icmp-echo and src host ${hostNamed(lab.definition, from).address}`;
  const { result, packets } = await captureDuring(lab, to, filter, () =>
    ping(lab, from, to, { timeoutMs: 2000 }),
  );
  const arriving = Number(/\bttl (\d+)/.exec(packets[0] ?? '')?.[1] ?? Number.NaN);
  const same = arriving === expected.arriving && result.ttl === expected.answer;
  const evidence = `TTL ${Number.isNaN(arriving) ? 'unseen' : arriving} at ${to}, ${result.ttl ?? 'no answer'} at ${from}`;
  return { verdict: same ? 'passed' : 'failed', evidence };
}
