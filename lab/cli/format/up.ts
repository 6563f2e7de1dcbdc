import type { Failure } from '../../lifecycle/verify.ts';
import type { Matrix } from '../../probe/matrix.ts';
import type { Lab } from '../../topology/types.ts';
import type { LabView } from '../../view/lab.ts';
import type { RouteTableView } from '../../view/route-tables.ts';
import type { NotesView } from '../../view/notes.ts';
import { formatChanges } from './changes.ts';
import type { ChangesView } from './changes.ts';
import type { Colours } from './colours.ts';
import { formatFailures } from './failures.ts';
import { formatLabLine } from './lab.ts';
import { formatMatrix } from './matrix.ts';
import { formatNextCommands } from './next-commands.ts';
import { formatNodes } from './nodes.ts';
import { formatNotes } from './notes.ts';
import { formatRouteTables } from './route-tables.ts';
import { formatDownTunnels, formatTunnels } from './tunnels.ts';
import { formatVirtualAddresses } from './virtual-addresses.ts';
import { formatVirtualInterfaces } from './virtual-interfaces.ts';

/** The result of `s2s up`. */
export interface UpView extends LabView, ChangesView, NotesView {
  readonly routeTables: readonly RouteTableView[];
  /** Null if the hosts could not be probed; then `unprobed` says why. */
  readonly matrix: Matrix | null;
  readonly unprobed: string | null;
  readonly failures: readonly Failure[];
  readonly explained: boolean;
}

/** The summary that `s2s up` ends with. */
export function formatUp(view: UpView, lab: Lab, nameFlag: string, c: Colours): string {
  const { tunnels, virtualInterfaces, nodes, routeTables, matrix, unprobed, failures } = view;
  return [
    [formatChanges(view, c), formatLabLine(view, c), ...formatDownTunnels(tunnels, c)].join('\n'),
    formatNodes(nodes, c),
    formatTunnels(tunnels, c),
    ...formatVirtualInterfaces(virtualInterfaces, c),
    ...formatVirtualAddresses(view.virtualAddresses, c),
    ...(routeTables.length === 0 ? [] : [formatRouteTables(routeTables, c)]),
    ...formatNotes(view, c),
    matrix === null
      ? c.yellow(`Reachability: the hosts could not be probed: ${unprobed ?? ''}`)
      : formatMatrix(matrix, c),
    ...(failures.length === 0 ? [] : [formatFailures(failures, view.explained, c)]),
    ...(isAsTheFileSays(view) ? [] : [c.red('Not everything is as expected. The lab stays up for a look.')]),
    formatNextCommands(lab, nameFlag, c),
  ].join('\n\n');
}

const isAsTheFileSays = ({ nodes, failures, matrix }: UpView): boolean =>
  nodes.every(({ running }) => running) && failures.length === 0 && matrix?.verdict === 'passed';
