import type { TunnelNote } from '../aws/tunnel-notes.ts';
import { allTexts } from '../topology/router-config/all-texts.ts';
import type { FoundKey } from '../topology/router-config/keys.ts';
import { takeKeys } from '../topology/router-config/keys.ts';
import type { ReadConn, Setting } from '../topology/router-config/read-conn.ts';
import { readConns } from '../topology/router-config/read-conns.ts';
import type { RouterFiles, SourceText } from '../topology/router-config/router-files.ts';
import type { OwnRouter } from '../topology/types.ts';
import { readCommands } from './read-commands.ts';
import type { CommandFacts } from './read-commands.ts';

/** What is known of a router's configuration without starting it. */
export interface LintedRouter extends CommandFacts {
  /** The folder, or the router's name in a lab file. */
  readonly name: string;
  readonly daemon: OwnRouter['daemon'];
  /** Configured by a lab file's own keys: only what these can say is judged. */
  readonly isConfiguredByLab: boolean;
  /** Those that the daemon loads. */
  readonly conns: readonly ReadConn[];
  /** Of `config setup`. */
  readonly setup: ReadonlyMap<string, Setting>;
  readonly keys: readonly FoundKey[];
  /** Every text, the script and what it writes among them, without keys. */
  readonly texts: readonly SourceText[];
  readonly script: SourceText | null;
  /** Permission bits of the files, by the names that messages bear; a file may be missing. */
  readonly modes: ReadonlyMap<string, number>;
  /** What it and AWS's ends of its tunnels, as a lab file has them, have no proposal in common for; of a folder alone nothing. */
  readonly notAgreed: readonly TunnelNote[];
}

/** Reads the files of a router. */
export function lintedRouter(
  name: string,
  { files, script: given }: RouterFiles,
  modes: ReadonlyMap<string, number> = new Map(),
): LintedRouter {
  const keys: FoundKey[] = [];
  const own = files.map((file) => takeKeys(file, keys));
  const script = given === null ? null : takeKeys(given, keys);
  const texts = allTexts({ files: own, script });
  const { daemon, conns, setup } = readConns(texts);
  return {
    name,
    daemon,
    isConfiguredByLab: false,
    conns: conns.filter(({ auto }) => auto !== 'ignore'),
    setup,
    keys,
    texts,
    script,
    modes,
    notAgreed: [],
    ...readCommands(texts),
  };
}

/** The first of some settings that a connection has, or, in a swanctl.conf, its child. */
export function settingOf({ settings }: ReadConn, ...keys: readonly string[]): Setting | undefined {
  return keys.flatMap((key) => settings.get(key) ?? settings.get(`child.${key}`) ?? [])[0];
}

/** Where a setting of a connection stands; the connection itself where it has none of these. */
export function placeOf(
  conn: ReadConn,
  ...keys: readonly string[]
): { readonly file: string; readonly line: number } {
  const { file, line } = settingOf(conn, ...keys) ?? conn;
  return { file, line };
}

/** What to write, in the words of the file that a connection stands in: a swanctl.conf has others than an ipsec.conf. */
export function write(conn: ReadConn, ipsecConf: string, swanctlConf: string): string {
  return `write ${isOfSwanctl(conn) ? swanctlConf : ipsecConf}`;
}

/** Whether a connection is one of a swanctl.conf. */
export function isOfSwanctl({ settings }: ReadConn): boolean {
  return [...settings.keys()].some((key) => key === 'remote_addrs' || key.startsWith('child.'));
}

/** Whether a connection is tied to a tunnel interface, by mark or if_id; otherwise its policies alone decide. */
export function isRouteBased({ markIn, markOut, ifIdIn, ifIdOut, settings }: ReadConn): boolean {
  return [markIn, markOut, ifIdIn, ifIdOut].some((each) => each !== null) || settings.has('vti-interface');
}

/** Whether the updown script of a connection adds and deletes its interface and routes. */
export function hasUpdown({ updown }: ReadConn): boolean {
  return updown !== null && !/^(no|%disabled|ipsec _updown\b.*)?$/.test(updown.trim());
}

/** Whether a router speaks BGP. */
export function speaksBgp({ texts }: LintedRouter): boolean {
  return texts.some(({ text }) => /^\s*router bgp\b|^\s*protocol bgp\b/m.test(text));
}
