import { ikeFolder } from '../plan/services/charon-paths.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';

/** swanctl as a shell command, for whatever charon {@link speakTo} has named; it ends where that one does not answer. */
export function swanctl(): string {
  return `timeout ${BUDGETS_MS.ikeAnswer / 1000} swanctl`;
}

/** A shell command after which swanctl speaks to that charon daemon of the node. */
export function speakTo(daemon: string): string {
  return `export STRONGSWAN_CONF=${ikeFolder(daemon)}/strongswan.conf`;
}
