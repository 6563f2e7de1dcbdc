import type { RouterNote, Tunnel } from '../types.ts';
import type { RouterText } from './read-conn.ts';

/** A text of the router's owner, under the name that messages bear. */
export interface SourceText extends RouterText {
  readonly from: string;
}

/** What a router's owner brings: files by their paths in the router, and a script to run in it. */
export interface RouterFiles {
  readonly files: readonly SourceText[];
  readonly script: SourceText | null;
  readonly notes: readonly RouterNote[];
}

/** Path that stands for the script among the texts of a router: it lies nowhere in it. */
export const SCRIPT_PATH = '';

/** The customer gateway that a router belongs to, and the tunnels that end there. */
export interface RouterContext {
  readonly ipAddress: string;
  readonly privateIpAddress: string;
  readonly tunnels: readonly Tunnel[];
}
