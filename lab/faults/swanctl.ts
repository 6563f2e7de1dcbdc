import { ikeFolder } from '../plan/node-files.ts';
import type { Plan } from '../plan/types.ts';

/** Seconds that charon has to answer; one that is stopped or gone never does. */
const ANSWER_SECONDS = 5;

/** swanctl as a shell command, for whatever charon {@link speakTo} has named. */
export const SWANCTL = `timeout ${ANSWER_SECONDS} swanctl`;

/** Name of the charon daemon of a node that has the connection. */
export function daemonOf(plan: Plan, node: string, connection: string): string {
  const { daemons } = plan.nodes.find(({ name }) => name === node)!;
  return daemons.find(({ connections }) => connections.includes(connection))!.name;
}

/** A shell command after which swanctl speaks to that charon daemon of the node. */
export function speakTo(daemon: string): string {
  return `export STRONGSWAN_CONF=${ikeFolder(daemon)}/strongswan.conf`;
}
