/** How long each thing is waited for, in milliseconds; the one table of wait budgets. */
export const BUDGETS_MS = {
  /** Every tunnel of the lab ESTABLISHED with its CHILD_SA installed, from the start of the nodes. */
  tunnelsEstablished: 30_000,
  /** A pair that should reach each other does, counted from its first probe. */
  reach: 10_000,
} as const;
