import type { Colours } from './colours.ts';
import type { NodeView } from '../../view/nodes.ts';
import { section, table } from './table.ts';

/** The nodes of a lab with role, addresses and state. */
export function formatNodes(nodes: readonly NodeView[], c: Colours): string {
  const rows = nodes.map(({ name, role, addresses, running, state }) => [
    name,
    role.replaceAll('-', ' '),
    addresses.join(', '),
    running ? c.green(state) : c.red(state),
  ]);
  return section('Nodes', table(['NAME', 'ROLE', 'ADDRESSES', 'STATE'], rows, c), c);
}
