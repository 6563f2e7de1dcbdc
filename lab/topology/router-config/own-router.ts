import { given } from '../../given.ts';
import type { OwnFile, OwnKey, OwnRouter, RouterConnection, RouterNote } from '../types.ts';
import type { TunnelKey } from '../objects/vpn-connection/resolve.ts';
import { allTexts } from './all-texts.ts';
import { keyFor, takeKeys } from './keys.ts';
import type { FoundKey } from './keys.ts';
import { noteNotStarted } from './daemon-start.ts';
import { otherDaemonNotes } from './other-daemons.ts';
import { keyNotes, noteConns, noteMissingKey } from './own-notes.ts';
import type { ReadConn } from './read-conn.ts';
import { readConns } from './read-conns.ts';
import { resolveReadConn } from './resolve-read-conn.ts';
import { readVrrpPriority } from './vrrp-priority.ts';
import type { RouterContext, RouterFiles, SourceText } from './router-files.ts';

/** A router's own files, read. */
export interface ReadRouter {
  readonly own: OwnRouter;
  /** Those that the daemon loads and that lead to a tunnel; what its kernel says of them is not known yet. */
  readonly connections: readonly RouterConnection[];
  /** Where its keepalived has one. */
  readonly vrrpPriority?: number;
  readonly tunnelKeys: ReadonlyMap<string, TunnelKey>;
  readonly notes: readonly RouterNote[];
}

/** Reads what a router's owner brings; `image` is the image that the lab file names, or null. Nothing is refused. */
export function readRouter(
  { files, script, notes }: RouterFiles,
  image: string | null,
  context: RouterContext,
): ReadRouter {
  const keys: FoundKey[] = [];
  const texts = files.map((file) => takeKeys(file, keys));
  const ownScript = script === null ? null : takeKeys(script, keys);
  const all = allTexts({ files: texts, script: ownScript });
  const read = readConns(all);
  const loaded = read.conns.filter(({ auto }) => auto !== 'ignore');
  const leads = loaded.flatMap((conn) => {
    const tunnel = context.tunnels.find(({ outsideIpAddress }) => outsideIpAddress === conn.right);
    return tunnel === undefined ? [] : [{ conn, tunnel, key: keyOf(conn, keys, context) }];
  });
  const tunnelsOf = ({ name }: FoundKey): string[] =>
    context.tunnels.flatMap((tunnel) =>
      leads.some((lead) => lead.tunnel === tunnel && lead.key?.name === name) ? [tunnel.name] : [],
    );
  const ownKeys = keys.map((key): OwnKey => {
    const [tunnel = null] = tunnelsOf(key);
    return { name: key.name, tunnel, preSharedKey: key.preSharedKey };
  });
  const found = [...notes, ...(image === null ? otherDaemonNotes(texts) : []), ...read.notes];
  noteConns(read, context, found);
  const named = ownScript === null ? null : { name: ownScript.from, text: ownScript.text };
  found.push(...noteNotStarted({ daemon: read.daemon, script: named }));
  for (const { conn, key } of leads) if (key === undefined) noteMissingKey(conn, found);
  return {
    own: {
      daemon: read.daemon,
      image,
      files: texts.map(ownFile),
      script: named,
      keys: ownKeys,
    },
    connections: leads.map(({ conn, tunnel, key }) => ({
      ...resolveReadConn(conn, tunnel, context),
      preSharedKey: key?.preSharedKey ?? null,
    })),
    ...given({ vrrpPriority: readVrrpPriority(all) }),
    tunnelKeys: new Map(
      keys.flatMap((key) =>
        tunnelsOf(key).map((tunnel, _, [first = tunnel]) => [
          tunnel,
          { preSharedKey: key.preSharedKey, generatedFor: first },
        ]),
      ),
    ),
    notes: [...found, ...keys.flatMap((key) => keyNotes(key, tunnelsOf(key), read.daemon, context))],
  };
}

function keyOf(conn: ReadConn, keys: readonly FoundKey[], context: RouterContext): FoundKey | undefined {
  const { leftId, left, rightId, right } = conn;
  const local = left === null || left.startsWith('%') ? context.privateIpAddress : left;
  return keyFor(keys, { left: leftId ?? local, right: rightId ?? right ?? '' });
}

function ownFile({ path, from, text }: SourceText): OwnFile {
  return { path, content: text, mode: modeOf(path, text), from };
}

/** What holds keys is root's alone, however it lay in the owner's folder; what is a program can be run. */
function modeOf(path: string, text: string): number {
  if (/\.secrets$|^\/etc\/(swanctl|netplan)\/|\/private\//.test(path)) return 0o600;
  return text.startsWith('#!') || /^\/etc\/(rc\.local|ipsec\.d\/[^/]+\.sh)$/.test(path) ? 0o755 : 0o644;
}
