import { UsageError } from '../../errors.ts';
import { nearestNameHint } from '../nearest-name.ts';

interface Named {
  readonly name: string;
}

/**
 * The item that a resolved lab names: every name in it is bound, so that there is one.
 * @throws {Error} if there is none, which is a defect of the lab's rules.
 */
export function bound<Item extends Named>(items: readonly Item[], name: string): Item {
  const item = items.find((each) => each.name === name);
  if (item === undefined) throw new Error(`the resolved lab has an unbound name: ${name}`);
  return item;
}

/**
 * The item that somebody asks for by its name.
 * @param problem what to say if there is none: `what`, and `key`, the parameter or option that had the name.
 * @throws {UsageError} if there is none; the nearest name is offered.
 */
export function byName<Item extends Named>(
  items: readonly Item[],
  name: string,
  problem: { readonly what: string; readonly key?: string },
): Item {
  const item = items.find((each) => each.name === name);
  if (item !== undefined) return item;
  const hint = nearestNameHint(
    name,
    items.map((each) => each.name),
  );
  throw new UsageError({ ...problem, value: name, hint });
}
