/** A file of a node, rendered from its plan. */
export interface PlanFile {
  readonly path: string;
  readonly content: string;
  /** Permission bits, 0o644 by default. */
  readonly mode?: number;
}
