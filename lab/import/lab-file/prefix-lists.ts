import { isCidrBlock } from '../../topology/cidr.ts';
import type { RawLab } from '../../topology/schema.ts';
import type { PrefixList } from '../ec2/vpc.ts';
import type { Scope } from './scope.ts';

/** Prefix lists whose entries are known, by their names. */
export function prefixListsIn(scope: Scope): Pick<RawLab, 'prefixLists'> {
  const lists = scope.objects.PrefixLists.filter(({ item }) => isImported(scope, item.PrefixListId));
  if (lists.length === 0) return {};
  const entries = lists.map(({ item, at }) => {
    const name = scope.nameOf(item.PrefixListId, 40, 'pl');
    scope.place(['prefixLists', name], at());
    const blocks = blocksOf(item);
    return [name, { maxEntries: Math.max(item.MaxEntries ?? 0, blocks.length, 1), entries: blocks }] as const;
  });
  return { prefixLists: Object.fromEntries(entries) };
}

/** Whether the lab file has the prefix list of an id: its entries are in some file, and it is a customer's. */
export function isImported(scope: Scope, id: string): boolean {
  const list = scope.prefixList(id);
  return list?.Entries !== undefined;
}

function blocksOf({ Entries = [] }: PrefixList): string[] {
  return Entries.flatMap(({ Cidr }) => (Cidr !== undefined && isCidrBlock(Cidr) ? [Cidr] : []));
}
