import type { Problem } from '../../errors.ts';
import type { RouterNote } from '../types.ts';

/** One file of the router's configuration: its name for messages, and its text. */
export interface RouterFile {
  readonly file: string;
  readonly text: string;
}

/** What reading a file turned up so far; readers add to both lists and go on. */
export interface Findings {
  readonly faults: Problem[];
  readonly notes: RouterNote[];
}

/** A line fit to be shown: nothing after the word PSK, for a secret may stand in any file; no control characters. */
export function redact(text: string): string {
  return text.replace(/psk.*/is, 'PSK (hidden)').replace(/\p{Cc}/gu, ' ');
}
