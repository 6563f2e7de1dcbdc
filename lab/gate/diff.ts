import { predictor } from '../aws/predictor.ts';
import type { Prediction } from '../aws/reachability.ts';
import { hosts } from '../aws/hosts.ts';
import { flowOver } from '../aws/flow.ts';
import type { Flow } from '../aws/flow.ts';
import { IP_VERSIONS, overVersion } from '../topology/graph/ip-versions.ts';
import type { IpVersion, Lab } from '../topology/types.ts';

/** What a lab's model says of one pair. */
export interface PairPrediction {
  readonly reachable: boolean;
  /** Why not, with its code; null where the pair is reachable. */
  readonly cause: string | null;
}

/** A pair of hosts of which two labs say different things. */
export interface ChangedPair {
  readonly from: string;
  readonly to: string;
  readonly ipVersion: IpVersion;
  readonly old: PairPrediction;
  readonly new: PairPrediction;
}

/** How two labs differ in who reaches whom, by the model alone. */
export interface ReachabilityDiff {
  /** Pairs of hosts that both have, over each IP version that one of the two has addresses of for them. */
  readonly pairs: number;
  readonly opened: readonly ChangedPair[];
  readonly closed: readonly ChangedPair[];
  /** Not reachable in either, for another reason. */
  readonly otherwise: readonly ChangedPair[];
  /** Hosts that only one of the two has: pairs with them are not compared. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Compares two labs, pair by pair of the hosts that both have, by their names. Pure. */
export function diffReachability(before: Lab, after: Lab, flow: Flow): ReachabilityDiff {
  const [old, now] = [before, after].map((lab) => hosts(lab).map(({ name }) => name)) as [string[], string[]];
  const [inOld, inNew] = [new Set(old), new Set(now)];
  const both = old.filter((name) => inNew.has(name));
  const pairs = IP_VERSIONS.flatMap((ipVersion) => pairsOver(ipVersion, [before, after], both, flow));
  const changed = pairs.filter((pair) => pair.old.cause !== pair.new.cause);
  return {
    pairs: pairs.length,
    opened: changed.filter((pair) => !pair.old.reachable && pair.new.reachable),
    closed: changed.filter((pair) => pair.old.reachable && !pair.new.reachable),
    otherwise: changed.filter((pair) => !pair.old.reachable && !pair.new.reachable),
    added: now.filter((name) => !inOld.has(name)),
    removed: old.filter((name) => !inNew.has(name)),
  };
}

/** Every pair of hosts over one IP version, of those that both have addresses of it in one of the two labs. */
function pairsOver(
  ipVersion: IpVersion,
  labs: readonly [Lab, Lab],
  names: readonly string[],
  flow: Flow,
): ChangedPair[] {
  const [old, now] = labs.map((lab) => asker(overVersion(lab, ipVersion), flow)) as [Asker, Asker];
  return names.flatMap((from) =>
    names.flatMap((to) => {
      const isPair = [old, now].some(({ known }) => known.has(from) && known.has(to));
      if (from === to || !isPair) return [];
      return [{ from, to, ipVersion, old: old.ask(from, to), new: now.ask(from, to) }];
    }),
  );
}

interface Asker {
  /** The hosts that have an address of the version. */
  readonly known: ReadonlySet<string>;
  ask(from: string, to: string): PairPrediction;
}

function asker(seen: Lab, flow: Flow): Asker {
  const known = new Set(hosts(seen).map(({ name }) => name));
  const predict = predictor(seen, flowOver(seen, flow));
  const ask = (from: string, to: string): PairPrediction => {
    const without = [from, to].find((name) => !known.has(name));
    return without === undefined
      ? said(predict(from, to))
      : { reachable: false, cause: `no IPv6 address at ${without}` };
  };
  return { known, ask };
}

const said = (predicted: Prediction): PairPrediction =>
  predicted.reachable
    ? { reachable: true, cause: null }
    : { reachable: false, cause: `${predicted.reason} at ${predicted.droppedAt}` };

/** Whether nobody reaches anybody else than before, and the hosts are the same. */
export function isSame({ opened, closed, added, removed }: ReachabilityDiff): boolean {
  return [opened, closed, added, removed].every(({ length }) => length === 0);
}
