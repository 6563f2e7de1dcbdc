import {
  captureDuring,
  detectionMs,
  findLab,
  injectFault,
  judge,
  judgeOutage,
  judgement,
  LabError,
  measureOutage,
  ping,
  reaches,
  undoFault,
  UsageError,
} from 's2s-lab';
import type { Check, FaultName, FaultParameters, Judgement, Lab, OutageLimits, StartedLab } from 's2s-lab';

/** What the AWS account has, or the site, as the running lab was brought up: not as a file says that nobody has brought up. */
export function has(title: string, holds: (lab: Lab) => boolean, seen: (lab: Lab) => unknown): Check {
  return {
    title,
    observe: async ({ definition }) => judgement(holds(definition), JSON.stringify(seen(definition) ?? null)),
  };
}

/** Several things at once: what the first that does not pass has shown. What is not there yet does not pass. */
export function all(title: string, ...checks: readonly Check[]): Check {
  return {
    title,
    observe: async (running) => {
      const evidence: string[] = [];
      for (const check of checks) {
        const seen = await judged(running, check);
        if (seen.verdict !== 'passed') return { ...seen, evidence: `${check.title}: ${seen.evidence}` };
        evidence.push(seen.evidence);
      }
      return judgement(true, evidence.join('; '));
    },
  };
}

/** A name that the lab does not have is an answer, too: the student has not made it yet. */
async function judged(running: StartedLab, check: Check): Promise<Judgement> {
  try {
    return await judge(running, check);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return judgement(false, error.message);
  }
}

/** What happens to a lab while a pair of hosts is probed. */
export interface Event {
  readonly fault: FaultName;
  readonly parameters: FaultParameters<FaultName>;
  /** What has to be so before the fault is injected. */
  readonly before?: Check;
  /** What has to come about while it lasts. */
  readonly during?: Check;
  /** What happens after that, while it still lasts. */
  readonly then?: Event;
}

/**
 * How a pair of hosts has to come through an event; the lab is mended after it. Without a limit an outage may last as long as
 * it takes to find a silent peer dead.
 */
export function survives(
  title: string,
  pair: OutageLimits & { readonly from: string; readonly to: string },
  event: Event,
): Check {
  return {
    title,
    observe: (running) =>
      throughout(running, event, async (inside, happen) => {
        const { from, to, ...limits } = pair;
        const report = await measureOutage(running, from, to, happen);
        const isLimited = limits.maxLost !== undefined || limits.maxGapMs !== undefined;
        const seen = judgeOutage(
          report,
          isLimited ? limits : { ...limits, maxGapMs: detectionMs(inside.definition) },
        );
        return seen.verdict === 'passed' ? await afterwards(running, from, to, seen) : seen;
      }),
  };
}

/** A pair of hosts while several things come about; they have to, too. */
export function steadyDuring(
  pair: OutageLimits & { readonly from: string; readonly to: string },
  ...checks: readonly Check[]
): Check {
  const title = `${pair.from} reaches ${pair.to} all the while`;
  return {
    title,
    observe: async (running) => {
      const { from, to, ...limits } = pair;
      let seen = judgement(true, '');
      const report = await measureOutage(running, from, to, async () => {
        seen = await judged(running, all(title, ...checks));
      });
      if (seen.verdict !== 'passed') return seen;
      const outage = judgeOutage(report, limits);
      return outage.verdict === 'passed' ? await afterwards(running, from, to, outage) : outage;
    },
  };
}

/** Probes of an outage are answered by whoever has the address; at its end the host itself has to have them. */
async function afterwards(
  running: StartedLab,
  from: string,
  to: string,
  seen: Judgement,
): Promise<Judgement> {
  const itself = await judged(running, reaches(from, to));
  return itself.verdict === 'passed' ? seen : itself;
}

/** All that the server sends a host, and all that it is answered, passes one of AWS's ends: of a tunnel or a virtual interface. */
export function carriedBy(node: string, from: string, to: string): Check {
  return {
    title: `${from} and ${to} reach each other by ${node}`,
    // A link that has just come back is used once its BGP session is there.
    budgetMs: 6000,
    observe: async (running) => {
      const { result, packets } = await captureDuring(running, node, 'icmp', () =>
        ping(running, from, to, { count: 5, intervalMs: 20 }),
      );
      const seen = (type: string): number =>
        packets.filter((line) => line.includes(`ICMP echo ${type}`)).length;
      // tcpdump sees each packet twice, as it comes in and as it goes out.
      const [requests, replies] = [seen('request'), seen('reply')];
      const evidence = `${result.received} of ${result.sent} answered; ${node} saw ${requests} requests and ${replies} replies`;
      return judgement(result.received === result.sent && requests >= 5 && replies >= 5, evidence);
    },
  };
}

/** Something that holds while a fault lasts. */
export function under(title: string, event: Event, ...checks: readonly Check[]): Check {
  return {
    title,
    observe: (running) =>
      throughout(running, event, async (_, happen) => {
        await happen();
        return await judged(running, all(title, ...checks));
      }),
  };
}

/**
 * Has an event happen while a lab is looked at, and mends the lab after it. What is AWS's doing, or the provider's, is done in the
 * nodes themselves; an event that the lab has nothing for has not been come through.
 */
async function throughout(
  running: StartedLab,
  event: Event,
  look: (inside: StartedLab, happen: () => Promise<void>) => Promise<Judgement>,
): Promise<Judgement> {
  await using inside = await findLab(running.name);
  if (event.before !== undefined) {
    const ready = await judged(inside, event.before);
    if (ready.verdict !== 'passed') return ready;
  }
  await using faults = new Faults(inside);
  try {
    return await look(inside, () => faults.happen(event));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return judgement(false, error.message);
  }
}

/** Faults that are undone when their scope ends, whatever was seen; the newest first. */
class Faults implements AsyncDisposable {
  readonly #inside: StartedLab;
  readonly #ids: number[] = [];

  constructor(inside: StartedLab) {
    this.#inside = inside;
  }

  async happen({ fault, parameters, during, then }: Event): Promise<void> {
    const { id } = await injectFault(this.#inside, fault, parameters);
    this.#ids.push(id);
    if (during !== undefined) await judged(this.#inside, during);
    if (then !== undefined) await this.happen(then);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const id of this.#ids.reverse()) await undoFault(this.#inside, id);
  }
}
