import type { ConfNode } from '../../lab/ike/conf-text.ts';
import type { IkeConnection } from '../../lab/ike/connection.ts';
import { connectionSection } from '../../lab/ike/swanctl.ts';
import type { ViciMessage } from '../../lab/ike/vici-message.ts';

/** Keys of a connection that VICI takes as lists (VICI protocol, load-conn()). */
const LISTS: ReadonlySet<string> = new Set([
  'local_addrs',
  'remote_addrs',
  'proposals',
  'esp_proposals',
  'local_ts',
  'remote_ts',
]);

/** A connection as VICI's `load-conn` takes it: what `swanctl --load-conns` makes of its section in swanctl.conf. */
export function connMessage(connection: IkeConnection): ViciMessage {
  return messageOf([connectionSection(connection)]);
}

function messageOf(nodes: readonly ConfNode[]): ViciMessage {
  return Object.fromEntries(
    nodes.map((node): [string, ViciMessage[string]] => {
      if ('name' in node) return [node.name, messageOf(node.nodes)];
      return [node.key, LISTS.has(node.key) ? node.value.split(/\s*,\s*/) : node.value];
    }),
  );
}
