import { hosts } from '../aws/hosts.ts';
import { predict } from '../aws/reachability.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { BudgetError } from '../errors.ts';
import { carriersDuring } from '../probe/carriers.ts';
import type { Carriers } from '../probe/carriers.ts';
import type { ProbedPair } from '../probe/outage.ts';
import { ping } from '../probe/ping.ts';
import type { CustomerGateway, Lab } from '../topology/types.ts';

/** A pair of hosts, one on premises and one in AWS, and which tunnels carried its pings. */
export interface CarriedPair extends ProbedPair {
  readonly router: string;
  readonly answered: boolean;
  readonly carriers: Carriers;
}

const PINGS = { count: 5, intervalMs: 10, timeoutMs: 500 } as const;

/** Pings, one after the other, between each host of a site and each in AWS that it is to reach; in both directions. */
export async function carriedPairs(running: StartedLab, gateway: CustomerGateway): Promise<CarriedPair[]> {
  const carried: CarriedPair[] = [];
  for (const { from, to } of pairsOf(running.definition, gateway)) {
    const { result: answered, carriers } = await carriersDuring(running, () => isAnswered(running, from, to));
    carried.push({ router: gateway.router.name, from, to, answered, carriers });
  }
  return carried;
}

/** A pair that a tunnel carries, and then its other direction if that is answered, too; empty if there is none. */
export function probedPairs(
  carried: readonly CarriedPair[],
  { router, hosts: site }: CustomerGateway,
): ProbedPair[] {
  const own = new Set([router.name, ...site.map(({ name }) => name)]);
  const answered = carried.filter((pair) => pair.answered && pair.carriers.out.length > 0);
  const first = answered.find(({ from }) => own.has(from));
  if (first === undefined) return [];
  const back = answered.find(({ from, to }) => from === first.to && to === first.from);
  return [first, ...(back === undefined ? [] : [back])].map(({ from, to }) => ({ from, to }));
}

/** The pairs that the model lets reach each other; of the router itself only where no host is behind it. */
function pairsOf(lab: Lab, { router, hosts: behind }: CustomerGateway): ProbedPair[] {
  const site = behind.length === 0 ? [router.name] : behind.map(({ name }) => name);
  const instances = hosts(lab).filter(({ kind }) => kind === 'instance');
  const both = site.flatMap((host) =>
    instances.flatMap(({ name }) => [
      { from: host, to: name },
      { from: name, to: host },
    ]),
  );
  return both.filter(({ from, to }) => predict(lab, from, to).reachable);
}

async function isAnswered(running: StartedLab, from: string, to: string): Promise<boolean> {
  try {
    return (await ping(running, from, to, PINGS)).received > 0;
  } catch (error) {
    if (error instanceof BudgetError) return false;
    throw error;
  }
}
