/** Everything of ours carries this label with the lab's name as its value; what does not is never touched. */
export const LAB_LABEL = 's2s.lab';
/** Name of the node inside its lab. */
export const NODE_LABEL = 's2s.node';
/** Role of the node; that of the fabric is its name. */
export const ROLE_LABEL = 's2s.role';

/** Name of a node's container. */
export function containerName(lab: string, node: string): string {
  return `s2s-${lab}-${node}`;
}
