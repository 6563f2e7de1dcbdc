import { isMap, isScalar, isSeq } from 'yaml';
import type { Node } from 'yaml';
import type { KeyPath } from './key-path.ts';

interface DuplicateKey {
  readonly path: KeyPath;
  readonly first: Node;
  readonly again: Node;
}

/** Below a node the keys that a map has already, but for merge keys: of these it may have several. */
export function duplicateKeys(node: unknown, path: KeyPath = []): DuplicateKey[] {
  if (isSeq(node)) return node.items.flatMap((item, index) => duplicateKeys(item, [...path, index]));
  if (!isMap(node)) return [];
  const seen = new Map<string, Node>();
  return node.items.flatMap(({ key, value }) => {
    if (!isScalar(key)) return [];
    const name = String(key.value);
    const at = [...path, name];
    const first = seen.get(name);
    if (first === undefined) seen.set(name, key);
    const again = first === undefined || name === '<<' ? [] : [{ path: at, first, again: key }];
    return [...again, ...duplicateKeys(value, at)];
  });
}
