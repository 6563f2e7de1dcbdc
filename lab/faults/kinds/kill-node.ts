import { z } from 'zod';
import { faultKind } from '../fault.ts';
import { objectNamed } from '../objects.ts';
import { revive } from '../revive.ts';

/** Kills a node's container: the machine is gone, and its neighbours' interfaces towards it. */
export const killNode = faultKind({
  summary: 'kill a node: its container ends without a word, its links go with it',
  parameters: z.strictObject({ node: z.string().describe('node, e.g. onprem-igw') }),
  plan(planned, { node }) {
    const { name } = objectNamed('node', planned.plan.nodes, node);
    return {
      text: `node ${name} is dead`,
      apply: [{ node: name, container: 'kill' }],
      // The fabric wires it again, and every node applies its own files again to the new links.
      undo: [{ node: name, container: 'start' }, ...revive(planned)],
    };
  },
});
