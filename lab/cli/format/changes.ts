import type { Change } from '../../engine/converge.ts';
import type { MendedTunnel } from '../../probe/mend-tunnels.ts';
import type { FaultView } from '../../view/faults.ts';
import type { Colours } from './colours.ts';
import { table } from './table.ts';

/** What `s2s up` did to a lab. */
export interface ChangesView {
  readonly lab: string;
  readonly durationMs: number;
  /** Faults that the lab had and that were undone, in that order. */
  readonly undone: readonly FaultView[];
  readonly changes: readonly Change[];
  /** Connections that were told to bring their tunnels back. */
  readonly initiated: readonly MendedTunnel[];
}

/** What `up` did: one line for a new lab or an untouched one, otherwise each edit or repair with its reason. */
export function formatChanges(
  { lab, undone, changes, initiated, durationMs }: ChangesView,
  c: Colours,
): string {
  const name = c.bold(`Lab ${lab}`);
  if (undone.length === 0 && changes.length === 0 && initiated.length === 0)
    return `${name} is up already; nothing changed.`;
  const time = `${(durationMs / 1000).toFixed(1)} s`;
  if (undone.length === 0 && changes.length > 0 && changes.every(({ reason }) => reason === 'new lab')) {
    return `${name} is up: ${changes.length} containers created in ${time}.`;
  }
  const rows = [
    ...undone.map(({ id, text }) => [c.yellow('undone'), `fault ${id}`, text]),
    ...changes.map(({ action, node, reason }) => [c.yellow(action), node, reason.replace(/\s+/g, ' ')]),
    ...initiated.map(({ connection, reason }) => [c.yellow('initiated'), connection, reason]),
  ];
  const isEdit = undone.length === 0 && initiated.length === 0 && changes.every(isEdited);
  return `${name} was ${isEdit ? 'brought up to date' : 'repaired'} in ${time}:\n${table([], rows, c)}`;
}

/** Whether a change follows from what the lab file says now, and not from what had become of the lab. */
const isEdited = ({ action }: Change): boolean => ['replaced', 'updated', 'removed'].includes(action);
