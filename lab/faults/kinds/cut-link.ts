import { bound } from '../../topology/graph/find.ts';
import * as z from 'zod';
import { interfaceFile } from '../../plan/files.ts';
import { programsOf } from '../../plan/services/service.ts';
import type { Plan } from '../../plan/types.ts';
import type { LinkEnd } from '../../topology/graph/links.ts';
import { faultKind } from '../fault.ts';
import type { Deed } from '../fault.ts';
import { linkBetween } from '../link.ts';
import { revive } from '../revive.ts';

/**
 * Takes a link down at both ends, as a pulled cable does. Linux forgets the routes of an interface that goes down and
 * keeps its addresses.
 */
export const cutLink = faultKind({
  summary: 'cut the link between two nodes, as a pulled cable does',
  parameters: z.strictObject({
    node: z.string().describe('node, e.g. internet'),
    neighbour: z.string().describe('the node at the other end of the link, e.g. tunnel-1'),
  }),
  plan(planned, { node, neighbour }) {
    const ends = linkBetween(planned.definition, node, neighbour);
    return {
      text: `the link between ${node} and ${neighbour} is cut`,
      apply: ends.map((end) => ({ node: end.node, run: `ip link set dev ${end.interface} down` })),
      undo: [...ends.map((end) => restored(planned.plan, end)), ...revive(planned)],
    };
  },
});

/**
 * The node's own commands for the interface bring its routes back; those that fail find what is there already. At a
 * tunnel endpoint the link to the Transit Gateway comes up only with a CHILD_SA, which its services see to.
 */
function restored({ nodes }: Plan, { node, interface: name }: LinkEnd): Deed {
  const { services } = bound(nodes, node);
  return {
    node,
    run: [
      `ip -force -batch ${interfaceFile(name)} 2>/dev/null || :`,
      ...programsOf(services).map((program) => `${program} linked 0 >/dev/null`),
    ].join('\n'),
  };
}
