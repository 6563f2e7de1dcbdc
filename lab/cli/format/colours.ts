import type picocolors from 'picocolors';

/** What colours a text, or leaves it as it is. */
export type Colours = ReturnType<typeof picocolors.createColors>;
