import pLimit from 'p-limit';

/**
 * Containers that are made at once, by all labs of this process, and those that are removed. More keep an engine no
 * busier, and a large lab's first nodes are wired and start while its last ones are made.
 */
const AT_ONCE = 12;

/** Makes or starts a container once it is its turn; one that is in the way may be removed meanwhile. */
export const makingLimit = pLimit(AT_ONCE);

/** Removes a container once it is its turn. */
export const removingLimit = pLimit(AT_ONCE);
