/** Which `up` made the container: what it made is removed when it fails or is killed, and nothing else. */
export const RUN_LABEL = 's2s.run';
/** Digest of everything the container was made from: another digest means that the container is out of date. */
export const DIGEST_LABEL = 's2s.digest';
/** On images: digest of the sources in images/. */
export const SOURCE_LABEL = 's2s.source';
/** Of the engine in the VM (images/vm/init). */
export const VM_LABEL = 's2s.vm=true';
