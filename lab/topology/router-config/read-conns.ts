import type { OwnRouter, RouterNote } from '../types.ts';
import { mergedSettings } from './also.ts';
import { readSections } from './conf-sections.ts';
import type { ConfSection } from './conf-sections.ts';
import { daemonOf } from './daemon.ts';
import { readIpsecConn } from './ipsec-conn.ts';
import type { ReadConn, RouterText, Setting } from './read-conn.ts';
import { readSettings } from './settings-tree.ts';
import { readSwanctlConns } from './swanctl-conn.ts';

/** What the IKE configuration among a router's texts says. */
export interface ReadConns {
  /** The daemon that it is for. */
  readonly daemon: OwnRouter['daemon'];
  /** In the order of the files; those that the daemon does not load have `auto: 'ignore'`. */
  readonly conns: readonly ReadConn[];
  /** Settings of `config setup`. */
  readonly setup: ReadonlyMap<string, Setting>;
  /** What the daemon refuses or passes over; never a key. */
  readonly notes: readonly RouterNote[];
}

const IPSEC_CONF = '/etc/ipsec.conf';
/** Read by libreswan's own ipsec.conf, so that a router may have nothing else. */
const IPSEC_FOLDER = /^\/etc\/ipsec\.d\/[^/]+\.conf$/;
const SWANCTL_CONF = '/etc/swanctl/swanctl.conf';
/** Read by strongSwan's own swanctl.conf. */
const SWANCTL_FOLDER = /^\/etc\/swanctl\/conf\.d\/[^/]+\.conf$/;

/**
 * Reads the IKE configuration of a router from the texts that lie in it, by their paths: ipsec.conf (strongSwan,
 * libreswan) and swanctl.conf, and what they include. Each connection is read as far as it can be, and never refused.
 */
export function readConns(texts: readonly RouterText[]): ReadConns {
  const notes: RouterNote[] = [];
  const sections = mainTexts(texts, IPSEC_CONF, IPSEC_FOLDER).flatMap((text) =>
    readSections(text, texts, notes),
  );
  const daemon = daemonOf(sections);
  return {
    daemon,
    conns: [
      ...readIpsecConns(sections, daemon, notes),
      ...mainTexts(texts, SWANCTL_CONF, SWANCTL_FOLDER).flatMap((text) =>
        readSwanctlConns(readSettings(text, texts, notes), notes),
      ),
    ],
    setup: new Map(
      sections
        .filter(({ kind }) => kind === 'config')
        .flatMap(({ settings }) => settings.map((setting) => [setting.key, setting] as const)),
    ),
    notes,
  };
}

/** The text that the daemon begins with; where the router has none, those that the daemon's own one includes. */
function mainTexts(texts: readonly RouterText[], main: string, folder: RegExp): RouterText[] {
  const there = texts.filter(({ path }) => path === main);
  return there.length > 0 ? there : texts.filter(({ path }) => folder.test(path));
}

function readIpsecConns(
  sections: readonly ConfSection[],
  daemon: OwnRouter['daemon'],
  notes: RouterNote[],
): ReadConn[] {
  const conns = sections.filter(({ kind, name }) => kind === 'conn' && name !== '%default');
  return conns
    .filter((conn) => conns.find(({ name }) => name === conn.name) === conn)
    .map((conn) => readIpsecConn(conn, mergedSettings(conn.name, sections, notes), daemon, notes));
}
