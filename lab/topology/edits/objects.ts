import { byName } from '../graph/find.ts';

/**
 * The object of that name.
 * @param what what it is, e.g. `tunnel`.
 * @throws {UsageError} if there is none; the nearest name is offered.
 */
export function objectNamed<Item extends { readonly name: string }>(
  what: string,
  items: readonly Item[],
  name: string,
): Item {
  return byName(items, name, { key: what, what: `the lab has no ${what} of that name` });
}

/** An object with what has it: a router's connection, a VPC's route table. */
export interface Owned<Owner, Item> {
  readonly owner: Owner;
  readonly item: Item;
}

/**
 * The object of that name, whoever has it. Where two owners have one each, the name is `<owner>/<name>`.
 * @param what what it is, e.g. `connection`.
 * @throws {UsageError} if there is none; the nearest name is offered.
 */
export function ownedObjectNamed<
  Owner extends { readonly name: string },
  Item extends { readonly name: string },
>(
  what: string,
  owners: readonly Owner[],
  itemsOf: (owner: Owner) => readonly Item[],
  name: string,
): Owned<Owner, Item> {
  const all = owners.flatMap((owner) => itemsOf(owner).map((item) => ({ owner, item })));
  const isTaken = (own: Item): boolean => all.filter(({ item }) => item.name === own.name).length > 1;
  const named = all.map((each) => ({
    ...each,
    name: isTaken(each.item) ? `${each.owner.name}/${each.item.name}` : each.item.name,
  }));
  return objectNamed(what, named, name);
}

/**
 * The static route to that block, written as the lab file has it. Those to prefix lists have no block.
 * @param table whose route, e.g. `tgw-rt-a`.
 * @throws {UsageError} if there is none; the nearest block is offered.
 */
export function routeTo<Route extends { readonly destinationCidrBlock: string | null }>(
  table: string,
  routes: readonly Route[],
  destinationCidrBlock: string,
): Route {
  const key = 'destinationCidrBlock';
  const what = `${table} has no static route to that block`;
  const byBlock = routes.flatMap((route) => {
    const { destinationCidrBlock: name } = route;
    return name === null ? [] : [{ name, route }];
  });
  return byName(byBlock, destinationCidrBlock, { key, what }).route;
}
