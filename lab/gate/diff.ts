import { predictor } from '../aws/predictor.ts';
import type { Prediction } from '../aws/reachability.ts';
import { hosts } from '../aws/hosts.ts';
import type { Flow } from '../aws/flow.ts';
import type { Lab } from '../topology/types.ts';

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
  readonly old: PairPrediction;
  readonly new: PairPrediction;
}

/** How two labs differ in who reaches whom, by the model alone. */
export interface ReachabilityDiff {
  /** Pairs of hosts that both have. */
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
  const [predictOld, predictNew] = [predictor(before, flow), predictor(after, flow)];
  const changed = both.flatMap((from) =>
    both.flatMap((to) => {
      if (from === to) return [];
      const pair = { old: said(predictOld(from, to)), new: said(predictNew(from, to)) };
      return pair.old.cause === pair.new.cause ? [] : [{ from, to, ...pair }];
    }),
  );
  return {
    pairs: both.length * (both.length - 1),
    opened: changed.filter((pair) => !pair.old.reachable && pair.new.reachable),
    closed: changed.filter((pair) => pair.old.reachable && !pair.new.reachable),
    otherwise: changed.filter((pair) => !pair.old.reachable && !pair.new.reachable),
    added: now.filter((name) => !inOld.has(name)),
    removed: old.filter((name) => !inNew.has(name)),
  };
}

const said = (predicted: Prediction): PairPrediction =>
  predicted.reachable
    ? { reachable: true, cause: null }
    : { reachable: false, cause: `${predicted.reason} at ${predicted.droppedAt}` };

/** Whether nobody reaches anybody else than before, and the hosts are the same. */
export function isSame({ opened, closed, added, removed }: ReachabilityDiff): boolean {
  return [opened, closed, added, removed].every(({ length }) => length === 0);
}
