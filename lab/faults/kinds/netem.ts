import * as z from 'zod';
import { UsageError } from '../../errors.ts';
import type { LinkEnd } from '../../topology/graph/links.ts';
import { netemCommand } from '../../plan/netem.ts';
import { portTowards } from '../../topology/graph/links.ts';
import type { Netem } from '../../topology/types.ts';
import { faultKind } from '../fault.ts';
import type { Deed } from '../fault.ts';
import { linkBetween } from '../link.ts';

const amount = (max: number, description: string) =>
  z.coerce.number<number | string>().min(0).max(max).default(0).describe(description);

/**
 * Delay, jitter, loss and a rate limit on a link, in each direction: by the kernel's netem, as `links` of the lab file,
 * in whose place it is. Of several on the same link the newest counts. A link that is wired anew is as the lab file has
 * it.
 */
export const netem = faultKind({
  summary: 'delay, lose or limit what goes over the link between two nodes, in each direction',
  parameters: z.strictObject({
    node: z.string().describe('node, e.g. internet'),
    neighbour: z.string().describe('the node at the other end of the link, e.g. onprem-igw'),
    delayMs: amount(60_000, 'delay in each direction in milliseconds, up to 60000; 0 is none'),
    jitterMs: amount(60_000, 'how much the delay varies in milliseconds, up to 60000; 0 is not at all'),
    lossPercent: amount(100, 'share of the packets that is lost in each direction, up to 100; 0 is none'),
    rateMbps: amount(
      100_000,
      'megabits a second that get through in each direction, up to 100000; 0 is no limit',
    ),
  }),
  plan({ definition: lab }, { node, neighbour, ...given }) {
    const ends = linkBetween(lab, node, neighbour);
    if (Object.values(given).every((value) => value === 0)) {
      throw new UsageError({
        what: 'nothing is to happen to the link',
        hint: 'give one or more of delayMs, jitterMs, lossPercent and rateMbps',
      });
    }
    if (given.jitterMs > 0 && given.delayMs === 0) {
      throw new UsageError({
        key: 'jitterMs',
        what: 'cannot stand without delayMs',
        value: String(given.jitterMs),
        rule: 'jitter is what the delay varies by',
      });
    }
    const own = portTowards(lab, node, neighbour).netem;
    return {
      text: `the link between ${node} and ${neighbour} has ${described(given)}, in each direction`,
      needs: 'netem',
      apply: ends.map((end) => set(end, given)),
      undo: ends.map((end) => (own === null ? remove(end) : set(end, own))),
    };
  },
});

function described({ delayMs, jitterMs, lossPercent, rateMbps }: Netem): string {
  return [
    ...(delayMs === 0 ? [] : [`${delayMs}${jitterMs === 0 ? '' : ` ± ${jitterMs}`} ms of delay`]),
    ...(lossPercent === 0 ? [] : [`${lossPercent} % of loss`]),
    ...(rateMbps === 0 ? [] : [`${rateMbps} Mbit/s at most`]),
  ].join(', ');
}

/** A netem that is there already has to go first: changed in place it would keep a rate that the new one does not have. */
function set({ node, interface: name }: LinkEnd, given: Netem): Deed {
  return { node, run: `tc qdisc del dev ${name} root 2>/dev/null\ntc ${netemCommand(name, given)}` };
}

/** A netem that has gone meanwhile, even with its interface, is no error. */
function remove({ node, interface: name }: LinkEnd): Deed {
  return {
    node,
    run: `tc qdisc del dev ${name} root 2>/dev/null
! tc qdisc show dev ${name} 2>/dev/null | grep -q '^qdisc netem'`,
  };
}
