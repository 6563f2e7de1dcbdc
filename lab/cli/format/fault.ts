import { flagName, required } from '../../view/faults.ts';
import type { FaultKindView, FaultView } from '../../view/faults.ts';
import type { Colours } from './colours.ts';
import { section, table } from './table.ts';

/** What `s2s fault list` shows. */
export interface FaultListView {
  readonly lab: string;
  readonly faults: readonly FaultView[];
}

/** What `s2s fault undo` did. */
export interface UndoneFaultsView extends FaultListView {
  /** In the order in which they were undone. */
  readonly undone: readonly FaultView[];
}

/** The faults that a lab has. */
export function formatFaultList({ lab, faults }: FaultListView, flag: string, c: Colours): string {
  if (faults.length === 0) return `${c.bold(`Lab ${lab}`)} has no faults.`;
  return [
    formatFaults(faults, c),
    c.dim(`  s2s fault undo${flag} undoes the newest, --all all of them`),
  ].join('\n');
}

/** Active faults, a line each. */
export function formatFaults(faults: readonly FaultView[], c: Colours): string {
  const rows = faults.map((each) => [c.yellow(String(each.id)), each.command, each.text]);
  return section('Faults', table(['ID', 'FAULT', 'WHAT IS SO'], rows, c), c);
}

/** The kinds of fault, a line each. */
export function formatFaultKinds(kinds: readonly FaultKindView[], c: Colours): string {
  const rows = kinds.map(({ fault, summary, parameters }) => [
    [c.bold(fault), ...required(parameters).map(({ name }) => `<${flagName(name)}>`)].join(' '),
    summary,
  ]);
  return section('Kinds of fault', table([], rows, c), c);
}

/** A fault that was injected, and how it is undone. */
export function formatInjected(
  { lab, ...fault }: FaultView & { readonly lab: string },
  flag: string,
  c: Colours,
): string {
  const undo = `s2s fault undo ${fault.id}${flag}`;
  return `${c.bold(`Lab ${lab}`)}: ${fault.text}.\nFault ${fault.id}: ${fault.command}. Undo it: ${undo}`;
}

/** That something was broken in secret. */
export function formatSecret(lab: string, c: Colours): string {
  return `${c.bold(`Lab ${lab}`)}: something is broken. s2s fault reveal says what, and lets it be undone.`;
}

/** What was undone, and what is left. */
export function formatUndone({ lab, undone, faults }: UndoneFaultsView, flag: string, c: Colours): string {
  if (undone.length === 0) return `${c.bold(`Lab ${lab}`)} has no faults; nothing to undo.`;
  const lines = undone.map(({ id, text }) => `Undone: fault ${id}, ${text}.`);
  return [...lines, formatFaultList({ lab, faults }, flag, c)].join('\n');
}
