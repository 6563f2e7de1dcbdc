/** A file of a node, rendered from its plan. */
export interface PlanFile {
  readonly path: string;
  readonly content: string;
}
