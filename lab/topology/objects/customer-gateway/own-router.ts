/**
 * What a router runs that is its owner's own: nothing of it is translated. Its files are laid over `/` before it boots,
 * its script is run once, at the first boot, by bash as root; after a reboot it has what a real host keeps.
 */
export interface OwnRouter {
  /** The IKE daemon that the files are for; the packages of the two exclude each other. */
  readonly daemon: 'strongswan' | 'libreswan';
  /** Name of a container image that is the router, as the engine knows it; null for the lab's own. */
  readonly image: string | null;
  readonly files: readonly OwnFile[];
  readonly script: OwnScript | null;
  /** The pre-shared keys that {@link keyPlace} stands for in the files and the script. */
  readonly keys: readonly OwnKey[];
}

/** A file of the router. */
export interface OwnFile {
  /** Absolute path in the router. */
  readonly path: string;
  /** UTF-8, without keys: {@link keyPlace} stands for each. */
  readonly content: string;
  /** Permission bits, e.g. 0o600. */
  readonly mode: number;
  /** The owner's file that it comes from, as messages are to name it. */
  readonly from: string;
}

/** Commands, and sysctl.conf lines between them, as they would be pasted into a root shell. */
export interface OwnScript {
  /** The owner's file, as messages are to name it. */
  readonly name: string;
  readonly text: string;
}

/** A pre-shared key in the files. */
export interface OwnKey {
  /** Of [A-Za-z0-9_-]; its own in the router. */
  readonly name: string;
  /** The VPN tunnel that it is for; null if it is for none. */
  readonly tunnel: string | null;
  /** As the file has it between its quotes; null takes the one generated for the tunnel. */
  readonly preSharedKey: string | null;
}

/** What stands in a file of a router for a key, so that no file holds one; the router puts the key in (s2s-router). */
export function keyPlace(name: string): string {
  return `@S2S-KEY:${name}@`;
}
