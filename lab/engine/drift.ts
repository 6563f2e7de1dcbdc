import type { StartedNode } from './node.ts';

/** A node that no longer is as it was when it became ready. */
export interface Drift {
  readonly node: string;
  /** The first difference, e.g. `it has lost 'route 10.30.0.0/16 via …'`. */
  readonly reason: string;
}

/**
 * Asks the fabric which nodes have had their routes, rules, firewall or daemons changed since they were ready
 * (s2s-drift in images/fabric, s2s-snapshot in images/base). What strongSwan and the kernel change by themselves does not count.
 */
export async function driftedNodes(fabric: StartedNode): Promise<Drift[]> {
  const { stdout } = await fabric.run('s2s-drift');
  const first = new Map<string, string>();
  for (const line of stdout.split('\n').filter((each) => each !== '')) {
    const [node = '', ...reason] = line.split(' ');
    if (!first.has(node)) first.set(node, reason.join(' '));
  }
  return [...first].map(([node, reason]) => ({ node, reason }));
}
