import { labNotes } from '../aws/lab-notes.ts';
import type { LabNote } from '../aws/lab-notes.ts';
import { tunnelNotes } from '../aws/tunnel-notes.ts';
import type { TunnelNote } from '../aws/tunnel-notes.ts';
import type { Lab, RouterNote } from '../topology/types.ts';

/** What is known of a lab from its files alone. */
export interface NotesView {
  /** Tunnels whose two ends cannot agree. */
  readonly warnings: readonly TunnelNote[];
  /** What follows from the lab file unseen. */
  readonly labNotes: readonly LabNote[];
  /** Lines of routers' own configuration that change nothing in the lab, or have a consequence that they do not show. */
  readonly notes: readonly RouterNote[];
}

/** Gathers what is known of a lab from its files. */
export function notesView(lab: Lab): NotesView {
  return {
    warnings: tunnelNotes(lab),
    labNotes: labNotes(lab),
    notes: lab.customerGateways.flatMap(({ router }) => router.notes ?? []),
  };
}
