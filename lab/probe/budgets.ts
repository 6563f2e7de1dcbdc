import { budgetFactor } from '../engine/budget-factor.ts';

/**
 * How long each thing is waited for, in milliseconds; the one table of wait budgets. `S2S_BUDGET_FACTOR`
 * multiplies them all (engine/budget-factor.ts).
 * @throws {UsageError} when read, if that variable is not a positive number.
 */
export const BUDGETS_MS = {
  /** Every tunnel of the lab ESTABLISHED with its CHILD_SA installed, from the start of the nodes. */
  get tunnelsEstablished(): number {
    return 30_000 * budgetFactor();
  },
  /** Both ends of a tunnel have the same SAs again, where they differ for a moment: while SAs are rekeyed. */
  get sameSas(): number {
    return 1_000 * budgetFactor();
  },
  /** As `reach`, in a lab of which a tunnel is known not to be up. */
  get reachWithout(): number {
    return 2_000 * budgetFactor();
  },
  /** A pair that should reach each other does, or the controls of one that should not hold; from the first probe. */
  get reach(): number {
    return 10_000 * budgetFactor();
  },
  /** A pair is answered again after a fault, counted from the end of what was done. */
  get failover(): number {
    return 20_000 * budgetFactor();
  },
  /** An SA is replaced by its successor, or charon says why not, counted from the command. */
  get rekey(): number {
    return 10_000 * budgetFactor();
  },
  /** Each thing that is saved of a lab whose scenario did not pass; all are read at the same time. */
  get evidence(): number {
    return 5_000 * budgetFactor();
  },
  /** What a command in a node takes beyond what it waits for by its nature. */
  get command(): number {
    return 5_000 * budgetFactor();
  },
  /** A TCP transfer of up to 100 MB through a tunnel. */
  get download(): number {
    return 60_000 * budgetFactor();
  },
  /** A silent peer is found dead, and its SAs are gone at the other end; by that end's DPD timeout. */
  detection(dpdTimeoutSeconds: number): number {
    return (3 * dpdTimeoutSeconds * 1000 + 3_000) * budgetFactor();
  },
};
