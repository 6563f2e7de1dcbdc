import type { Deed } from './fault.ts';

/** The mark that a node sets once it has applied all its files and has all its links (images/s2s-node). */
const READY = '/run/s2s/ready';

/** Restarts a node and waits until it is as it is to be. */
export function restart(node: string): Deed[] {
  return [
    { node, run: `rm -f ${READY}` },
    { node, container: 'restart' },
    { node, run: `until [ -f ${READY} ]; do sleep 0.02; done` },
  ];
}
