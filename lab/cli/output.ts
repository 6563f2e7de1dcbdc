import picocolors from 'picocolors';
import type { Colours } from './format/colours.ts';

/** Colours for a stream: none unless it is a terminal, and none where NO_COLOR is set (https://no-color.org). */
export function colours(stream: { readonly isTTY?: boolean }): Colours {
  const { NO_COLOR = '', TERM } = process.env;
  return picocolors.createColors(stream.isTTY === true && NO_COLOR === '' && TERM !== 'dumb');
}

/** Prints a result on standard output: as JSON, or as the text that a person reads. */
export function print<Data>(data: Data, json: boolean, format: (data: Data, c: Colours) => string): void {
  process.stdout.write(`${json ? JSON.stringify(data, null, 2) : format(data, colours(process.stdout))}\n`);
}

/** Tells the user something beside the result, on standard error. */
export function say(text: string): void {
  // A live progress line gives way.
  process.stderr.write(`${process.stderr.isTTY ? '\r\x1b[K' : ''}s2s: ${text}\n`);
}
