import { isDeepStrictEqual } from 'node:util';
import { renderConf, section, setting } from './conf-text.ts';
import type { IkeConnection } from './connection.ts';
import { secretName } from './swanctl.ts';

/** What is changed in one connection; the rest stays. */
export interface ConnectionChange extends Partial<
  Pick<IkeConnection, 'ikeProposals' | 'espProposals' | 'localId'>
> {
  /** Another pre-shared key. */
  readonly secret?: string;
}

/** How a connection differs, in what can be changed in a running daemon. */
export function connectionChange(before: IkeConnection, after: IkeConnection): ConnectionChange {
  const changed = (['ikeProposals', 'espProposals', 'localId'] as const).filter(
    (key) => !isDeepStrictEqual(before[key], after[key]),
  );
  return Object.fromEntries(changed.map((key) => [key, after[key]]));
}

/**
 * Renders what has to follow {@link renderSwanctl} and {@link renderSecret} to change one connection: strongSwan merges
 * sections of the same name, and a later setting counts.
 */
export function renderConnectionChange(name: string, change: ConnectionChange): string {
  const { ikeProposals, espProposals, localId, secret } = change;
  const nodes = [
    ...(ikeProposals === undefined ? [] : [setting('proposals', ikeProposals.join(', '))]),
    ...(localId === undefined ? [] : [section('local', [setting('id', localId)])]),
    ...(espProposals === undefined
      ? []
      : [section('children', [section(name, [setting('esp_proposals', espProposals.join(', '))])])]),
  ];
  return renderConf([
    ...(nodes.length === 0 ? [] : [section('connections', [section(name, nodes)])]),
    ...(secret === undefined
      ? []
      : [section('secrets', [section(secretName(name), [setting('secret', secret)])])]),
  ]);
}
