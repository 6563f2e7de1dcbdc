/** Folder in a node that holds the pre-shared key of one connection, in a file `psk`. */
export function pskFolder(connection: string): string {
  return `/var/lib/s2s/psk/${connection}`;
}

/** Folder in a node of the files that one of its charon daemons is started with (images/vpn, s2s-ike). */
export function ikeFolder(charon: string): string {
  return `/etc/s2s/ike/${charon}`;
}

/** Folder of what a daemon has while it runs: its socket, its `pid`, and its `swanctl.conf` with the keys in it. */
export function ikeRunFolder(charon: string): string {
  return `/run/s2s/ike/${charon}`;
}

/** Path of a daemon's VICI socket inside its node. */
export function viciSocket(charon: string): string {
  return `${ikeRunFolder(charon)}/vici`;
}

/** The charon of a node that the lab configures: it has one. */
export const CHARON = 'charon';

/** File of that charon's process id. */
export const CHARON_PID_FILE = `${ikeRunFolder(CHARON)}/pid`;
