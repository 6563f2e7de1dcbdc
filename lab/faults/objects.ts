import { UsageError } from '../errors.ts';
import { nearestNameHint } from '../topology/nearest-name.ts';

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
  const item = items.find((each) => each.name === name);
  if (item !== undefined) return item;
  throw new UsageError({
    key: what,
    what: `the lab has no ${what} of that name`,
    value: name,
    hint: nearestNameHint(
      name,
      items.map((each) => each.name),
    ),
  });
}
