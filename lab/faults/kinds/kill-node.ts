import * as z from 'zod';
import { faultKind } from '../fault.ts';
import { objectNamed } from '../../topology/edits/objects.ts';
import { revive } from '../revive.ts';

/** Kills a node's container: the machine is gone, and its neighbours' interfaces towards it. */
export const killNode = faultKind({
  summary: 'kill a node: its container ends without a word, its links go with it',
  parameters: z.strictObject({ node: z.string().describe('node, e.g. onprem-igw') }),
  plan(planned, { node }) {
    const { name } = objectNamed('node', planned.plan.nodes, node);
    const interfaces = planned.plan.links.flatMap(({ ends }) =>
      ends.filter((end) => end.node === name).map((end) => end.interface),
    );
    return {
      text: `node ${name} is dead`,
      apply: [
        // The kernel goes on forwarding for a moment after the container's end, until it has cleared up the namespace.
        {
          node: name,
          run: interfaces.map((each) => `ip link set dev ${each} down 2>/dev/null || :`).join('\n'),
        },
        { node: name, container: 'kill' },
      ],
      // The fabric wires it again, and every node applies its own files again to the new links.
      undo: [{ node: name, container: 'start' }, ...revive(planned)],
    };
  },
});
