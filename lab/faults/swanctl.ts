import { ikeFolder } from '../plan/node-files.ts';
import type { Plan } from '../plan/types.ts';

/** Seconds that charon has to answer; one that is stopped or gone never does. */
const ANSWER_SECONDS = 5;

/** Name of the charon daemon of a node that has the connection. */
export function daemonOf(plan: Plan, node: string, connection: string): string {
  const { daemons } = plan.nodes.find(({ name }) => name === node)!;
  return daemons.find(({ connections }) => connections.includes(connection))!.name;
}

/** A shell command: swanctl at one charon daemon of the node. */
export function swanctl(daemon: string, command: string): string {
  return `STRONGSWAN_CONF=${ikeFolder(daemon)}/strongswan.conf timeout ${ANSWER_SECONDS} swanctl ${command}`;
}
