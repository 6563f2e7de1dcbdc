import { isPreSharedKey, PRE_SHARED_KEY_RULE } from '../values.ts';
import type { OwnRouter, RouterNote } from '../types.ts';
import { noteOnce, textOf } from './conn-values.ts';
import type { FoundKey } from './keys.ts';
import type { ReadConn } from './read-conn.ts';
import type { ReadConns } from './read-conns.ts';
import type { RouterContext } from './router-files.ts';
import { noteRefusals } from './libreswan-refusals.ts';
import { noteUnknownKeywords } from './strongswan-keywords.ts';

/** Notes what becomes of conns: those that lead to no tunnel, those that are not loaded, keywords without effect. */
export function noteConns(
  { conns, daemon, setup }: ReadConns,
  { tunnels }: RouterContext,
  notes: RouterNote[],
): void {
  const known = tunnels.map(({ name, outsideIpAddress }) => `${outsideIpAddress} (${name})`).join(', ');
  for (const conn of conns) {
    if (daemon === 'strongswan' && conn.settings.has('right')) noteUnknownKeywords(conn, notes);
    if (conn.auto !== 'ignore') noteRefusals(daemon, conn, setup, notes);
    const right = conn.settings.get('right') ?? conn.settings.get('remote_addrs');
    if (conn.auto === 'ignore') {
      const why = 'a conn without auto=start, route or add is not loaded';
      // What other conns include leads nowhere by itself, or somewhere by them.
      const isIncluded = conns.some(
        (other) => other.auto !== 'ignore' && [...other.settings.values()].includes(right!),
      );
      if (right !== undefined && !isIncluded)
        notes.push({ file: conn.file, line: conn.line, text: `conn ${conn.name}`, why });
    } else if (
      right !== undefined &&
      !tunnels.some(({ outsideIpAddress }) => outsideIpAddress === conn.right)
    ) {
      noteOnce(notes, right, `leads to no tunnel of the lab: those are ${known}`);
    }
  }
}

/** Notes a connection that leads to a tunnel and has no key for it. */
export function noteMissingKey(conn: ReadConn, notes: RouterNote[]): void {
  const right = conn.settings.get('right') ?? conn.settings.get('remote_addrs');
  const authentication = textOf(conn.settings, 'leftauth', 'authby', 'local.auth');
  if (right === undefined || !/^(psk|secret)/.test(authentication ?? '')) return;
  noteOnce(
    notes,
    right,
    `the files have no pre-shared key for ${conn.name}: the tunnel stays down without one`,
  );
}

/** What is to be said of a key and the tunnels that it is for; never the key. */
export function keyNotes(
  { file, line, preSharedKey, isComment, isOther, isSeparated }: FoundKey,
  tunnelNames: readonly string[],
  daemon: OwnRouter['daemon'],
  { tunnels }: RouterContext,
): RouterNote[] {
  if (isComment || isOther) return [];
  const note = (why: string): RouterNote => ({ file, line, text: '(a pre-shared key)', why });
  const refused =
    isSeparated || daemon === 'libreswan'
      ? []
      : [note('strongSwan refuses this line: it wants a blank on both sides of the colon')];
  if (tunnelNames.length === 0) return [...refused, note('belongs to no tunnel of the lab')];
  if (preSharedKey === null) return refused;
  const without = tunnels.filter(({ name, preSharedKey: own }) => tunnelNames.includes(name) && own === null);
  return [
    ...refused,
    ...(without.length === 0
      ? []
      : [
          note(
            `AWS's end of ${without.map(({ name }) => name).join(' and ')} has the same key, for the lab file gives none`,
          ),
        ]),
    ...(isPreSharedKey(preSharedKey) ? [] : [note(`AWS would refuse this key: ${PRE_SHARED_KEY_RULE}`)]),
  ];
}
