/** Everything of ours carries this label with the lab's name as its value; what does not is never touched. */
export const LAB_LABEL = 's2s.lab';
/** Name of the node inside its lab. */
export const NODE_LABEL = 's2s.node';
/** Role of the node; {@link FABRIC} for the fabric. */
export const ROLE_LABEL = 's2s.role';
/** Which `up` made the container: what it made is removed when it fails or is killed, and nothing else. */
export const RUN_LABEL = 's2s.run';
/** Digest of everything the container was made from: another digest means that the container is out of date. */
export const DIGEST_LABEL = 's2s.digest';
/** On images: digest of the sources in images/. */
export const SOURCE_LABEL = 's2s.source';

/** Role, and node name, of the container that wires the lab. */
export const FABRIC = 'fabric';

/** Name of a node's container. */
export function containerName(lab: string, node: string): string {
  return `s2s-${lab}-${node}`;
}
