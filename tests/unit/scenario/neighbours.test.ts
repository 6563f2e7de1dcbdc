import { expect, it } from 'vitest';
import { nodesMadeAnew } from '../../../lab/plan/live-change.ts';
import { planLab } from '../../../lab/plan/plan.ts';
import { findScenario } from '../../../lab/scenario/find.ts';
import { anewIn, asNeighbours } from '../../../lab/scenario/neighbours.ts';
import { labOf } from '../../../lab/scenario/run.ts';
import { scenarioNames } from '../../../lab/scenario/themes.ts';
import type { Lab } from '../../../lab/topology/types.ts';

interface Named {
  readonly name: string;
  readonly lab: Lab;
}

const labs: Named[] = await Promise.all(
  scenarioNames().map(async (name) => ({ name, lab: labOf(await findScenario(name), {}) })),
);
const named = (...names: readonly string[]): Named[] =>
  names.map((name) => labs.find((each) => each.name === name)!);
const ordered = (items: readonly Named[]): string[] =>
  asNeighbours(items, ({ lab }) => lab).map(({ name }) => name);

it('puts equal labs together whatever their names, and after them the nearest', () => {
  const [given, wanted] = [
    ['reference', 'dpd-none', 'cloudhub', 'tunnel-2-dies-idle', 'wrong-psk', 'walk-through', 'polite-delete'],
    ['reference', 'wrong-psk', 'tunnel-2-dies-idle', 'polite-delete', 'walk-through', 'dpd-none', 'cloudhub'],
  ];
  expect(ordered(named(...given))).toEqual(wanted);
});

it('leaves the first where it is, and loses none', () => {
  expect(ordered(named('cloudhub', 'wrong-psk', 'reference'))[0]).toBe('cloudhub');
  expect(ordered(labs).toSorted()).toEqual(labs.map(({ name }) => name).toSorted());
  expect(ordered([])).toEqual([]);
});

it('has all scenarios take fewer new nodes than in the order to learn them by', () => {
  const anew = (names: readonly string[]): number => {
    const plans = named(...names).map(({ lab }) => planLab({ ...lab, name: 'lab' }, 'userspace'));
    return plans.slice(1).reduce((sum, plan, index) => sum + nodesMadeAnew(plans[index]!, plan).length, 0);
  };
  expect(anew(ordered(labs))).toBeLessThan(0.9 * anew(labs.map(({ name }) => name)));
});

it('says how many nodes another lab takes, and nothing where a new one costs no more', () => {
  const [reference, walkThrough, cloudhub] = named('reference', 'walk-through', 'cloudhub').map(
    ({ lab }) => lab,
  );
  const plan = planLab({ ...reference!, name: 'other' }, 'userspace');
  expect(anewIn(plan, reference!)).toBe(0);
  expect(anewIn(plan, walkThrough!)).toBe(1);
  expect(anewIn(plan, cloudhub!)).toBeNull();
});
