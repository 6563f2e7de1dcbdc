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

/** Files that hold the process ids of a node's daemons, for a shell to expand. */
export const EVERY_PID_FILE = `${ikeRunFolder('*')}/pid`;
