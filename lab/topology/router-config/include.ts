import { posix } from 'node:path';
import type { RouterText } from './read-conn.ts';

/**
 * The texts that `include PATTERN` in another brings in, in the order of their paths: a relative pattern counts from the
 * folder of the text that has it, and `*` and `?` stand for anything but a slash (glob(3)).
 */
export function included(pattern: string, by: RouterText, texts: readonly RouterText[]): RouterText[] {
  const wanted = posix.resolve(posix.dirname(by.path), pattern);
  const source = wanted
    .replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
  const isWanted = new RegExp(`^${source}$`);
  return texts
    .filter(({ path }) => isWanted.test(path))
    .toSorted((one, other) => (one.path < other.path ? -1 : 1));
}
