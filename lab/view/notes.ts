import { labNotes } from '../aws/lab-notes.ts';
import type { LabNote } from '../aws/lab-notes.ts';
import { tunnelNotes } from '../aws/tunnel-notes.ts';
import type { TunnelNote } from '../aws/tunnel-notes.ts';
import type { DataplaneName } from '../plan/dataplane/name.ts';
import { planeNotes } from '../plan/dataplane/plane-notes.ts';
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

/** What is said of several tunnels alike, together: what differs is their names and those of their connections. */
export function byCause(warnings: readonly TunnelNote[]): [TunnelNote, ...TunnelNote[]][] {
  const said = ({ text, connection, tunnel }: TunnelNote): string =>
    text.replaceAll(connection, 'connection').replaceAll(tunnel, 'tunnel');
  const alike = new Map<string, [TunnelNote, ...TunnelNote[]]>();
  for (const warning of warnings) {
    const cause = `${warning.router} ${warning.code} ${said(warning)}`;
    const known = alike.get(cause);
    if (known === undefined) alike.set(cause, [warning]);
    else known.push(warning);
  }
  return [...alike.values()];
}

/** The connections and tunnels that some warnings are about. */
export function namesOf(warnings: readonly TunnelNote[]): string {
  return warnings.map(({ connection, tunnel }) => `${connection} (${tunnel})`).join(', ');
}

/** Gathers what is known of a lab from its files, and from its data plane if it has one already. */
export function notesView(lab: Lab, dataplane?: DataplaneName): NotesView {
  return {
    warnings: tunnelNotes(lab),
    labNotes: [...labNotes(lab), ...(dataplane === undefined ? [] : planeNotes(lab, dataplane))],
    notes: lab.customerGateways.flatMap(({ router }) => router.notes ?? []),
  };
}
