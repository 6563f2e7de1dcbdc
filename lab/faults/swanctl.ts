import { ikeFolder } from '../plan/services/charon-paths.ts';

/** Seconds that charon has to answer; one that is stopped or gone never does. */
const ANSWER_SECONDS = 5;

/** swanctl as a shell command, for whatever charon {@link speakTo} has named. */
export const SWANCTL = `timeout ${ANSWER_SECONDS} swanctl`;

/** A shell command after which swanctl speaks to that charon daemon of the node. */
export function speakTo(daemon: string): string {
  return `export STRONGSWAN_CONF=${ikeFolder(daemon)}/strongswan.conf`;
}
