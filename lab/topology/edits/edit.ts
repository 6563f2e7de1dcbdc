import type { Lab } from '../types.ts';

/**
 * One change of a lab as an action of the EC2 API makes it, or as somebody makes it on premises: pure, from a lab and a
 * request to another lab. What follows from it in running nodes is the difference of the two labs' plans.
 * @throws {UsageError} if the lab has nothing that the request names.
 */
export type Edit<Request> = (lab: Lab, request: Request) => Lab;

/** A list with something else in place of one of its items, or with nothing there. */
export function replaced<Item>(items: readonly Item[], item: Item, ...by: readonly Item[]): Item[] {
  return items.flatMap((each) => (each === item ? by : [each]));
}
