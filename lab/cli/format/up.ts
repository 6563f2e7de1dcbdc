import type { Matrix } from '../../probe/matrix.ts';
import type { Lab } from '../../topology/types.ts';
import type { LabView, RouteTableView } from '../lab-view.ts';
import { formatChanges } from './changes.ts';
import type { ChangesView } from './changes.ts';
import type { Colours } from './colours.ts';
import { formatLabLine } from './lab.ts';
import { formatMatrix } from './matrix.ts';
import { formatNextCommands } from './next-commands.ts';
import { formatNodes } from './nodes.ts';
import { formatRouteTables } from './route-tables.ts';
import { formatDownTunnels, formatTunnels } from './tunnels.ts';

/** The result of `s2s up`. */
export interface UpView extends LabView, ChangesView {
  readonly routeTables: readonly RouteTableView[];
  readonly matrix: Matrix | null;
}

/** The summary that `s2s up` ends with. */
export function formatUp(view: UpView, lab: Lab, nameFlag: string, c: Colours): string {
  return [
    [formatChanges(view, c), formatLabLine(view, c), ...formatDownTunnels(view.tunnels, c)].join('\n'),
    formatNodes(view.nodes, c),
    formatTunnels(view.tunnels, c),
    formatRouteTables(view.routeTables, c),
    ...(view.matrix === null ? [] : [formatMatrix(view.matrix, c)]),
    ...(checksPassed(view) ? [] : [c.red('Not everything is as expected. The lab stays up for a look.')]),
    formatNextCommands(lab, nameFlag, c),
  ].join('\n\n');
}

const checksPassed = ({ tunnels, matrix }: UpView): boolean =>
  tunnels.every(({ up }) => up) && (matrix === null || matrix.verdict === 'passed');
