import { LabError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { planLab } from '../plan/plan.ts';
import { loadLab } from '../topology/load.ts';
import type { LabOverrides } from '../topology/parse.ts';
import { notesView } from './notes.ts';
import type { NotesView } from './notes.ts';

/** What was found out about a lab file without an engine. */
export interface LabFileCheck extends NotesView {
  /** As it was given. */
  readonly file: string;
  readonly valid: boolean;
  /** Name of the lab; null where the file is not valid, and the numbers are then 0. */
  readonly lab: string | null;
  readonly nodes: number;
  readonly tunnels: number;
  readonly problems: readonly Problem[];
}

/**
 * Checks a lab file, and the files that it names.
 * @param path says where the file is; what it throws for a file that cannot be found is a problem of that file.
 */
export function checkLabFile(
  file: string,
  path: (file: string) => string = (same) => same,
  overrides: LabOverrides = {},
): LabFileCheck {
  try {
    const lab = loadLab(path(file), overrides);
    const { nodes } = planLab(lab, 'userspace');
    const tunnels = lab.vpnConnections.flatMap((vpn) => vpn.tunnels).length;
    const found = { file, valid: true, lab: lab.name, nodes: nodes.length, tunnels, problems: [] };
    return { ...found, ...notesView(lab) };
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    const nothing = { lab: null, nodes: 0, tunnels: 0, warnings: [], labNotes: [], notes: [] };
    return { file, valid: false, ...nothing, problems: error.problems };
  }
}
