/** Items in their order, those that follow each other and have the same key together. */
export function consecutive<Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): { readonly key: Key; readonly group: readonly Item[] }[] {
  const groups: { readonly key: Key; readonly group: Item[] }[] = [];
  for (const item of items) {
    const key = keyOf(item);
    const last = groups.at(-1);
    if (last !== undefined && last.key === key) last.group.push(item);
    else groups.push({ key, group: [item] });
  }
  return groups;
}
