import { nodesMadeAnew } from '../plan/live-change.ts';
import { planLab } from '../plan/plan.ts';
import type { Plan } from '../plan/types.ts';
import type { Lab } from '../topology/types.ts';

/** The part of a lab's nodes that may have to be made anew for it to become another; beyond that a new lab costs no more. */
const MOST_ANEW = 2 / 3;

/** How many nodes are made anew where a lab becomes another; null if a new lab costs no more. Names of labs say nothing. */
export function anewIn(plan: Plan, definition: Lab): number | null {
  return anewOf(plan, planLab({ ...definition, name: plan.lab }, plan.dataplane));
}

function anewOf(before: Plan, after: Plan): number | null {
  const anew = nodesMadeAnew(before, after).length;
  return anew <= MOST_ANEW * after.nodes.length ? anew : null;
}

/**
 * The same items, so ordered that the lab of each becomes the lab of the next by few nodes made anew: equal labs stand
 * together, and after each comes the one of those left that is nearest to it. The first stays the first.
 */
export function asNeighbours<Item>(items: readonly Item[], labOf: (item: Item) => Lab): Item[] {
  const left = items.map((item) => {
    const plan = planLab({ ...labOf(item), name: 'lab' }, 'userspace');
    return { item, plan, text: JSON.stringify(plan) };
  });
  const ordered: typeof left = [];
  while (left.length > 0) {
    const last = ordered.at(-1);
    const costs = left.map(({ plan, text }) => {
      if (last === undefined || text === last.text) return 0;
      return 1 + (anewOf(last.plan, plan) ?? plan.nodes.length + 1);
    });
    ordered.push(...left.splice(costs.indexOf(Math.min(...costs)), 1));
  }
  return ordered.map(({ item }) => item);
}
