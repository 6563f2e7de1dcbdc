import type { Plan } from './types.ts';

/** Name of the charon daemon of a node that has a connection; at a tunnel endpoint the connection has the tunnel's name. */
export function daemonOf({ nodes }: Plan, node: string, connection: string): string {
  const { daemons } = nodes.find(({ name }) => name === node)!;
  return daemons.find(({ connections }) => connections.includes(connection))!.name;
}
