import type { DataplaneName } from '../plan/types.ts';
import { warnings } from '../plan/warnings.ts';
import type { Warning } from '../plan/warnings.ts';
import type { Lab, RouterNote } from '../topology/types.ts';

/** What is known of a lab from its files alone. */
export interface NotesView {
  readonly warnings: readonly Warning[];
  /** Lines of routers' own configuration that change nothing in the lab. */
  readonly notes: readonly RouterNote[];
}

/** Gathers what is known of a lab from its files, and of the data plane that it has. */
export function notesView(lab: Lab, dataplane: DataplaneName): NotesView {
  return {
    warnings: warnings(lab, dataplane),
    notes: lab.customerGateways.flatMap(({ router }) => router.notes),
  };
}
