import { UsageError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { FAULTS, isFaultName } from '../faults/catalogue.ts';
import type { FaultName, FaultParameters } from '../faults/catalogue.ts';
import { describeFault } from '../faults/inject.ts';
import { planLab } from '../plan/plan.ts';
import { nearestNameHint } from '../topology/nearest-name.ts';
import type { Lab } from '../topology/types.ts';
import { expectationPlaces } from './places.ts';

/**
 * Makes sure that the faults of a lab's expectations can be injected, before anything is started.
 * @throws {UsageError} with whatever is wrong with them, and where it stands.
 */
export function checkFaults(lab: Lab, file: string): void {
  const placeOf = expectationPlaces(file);
  const problems = lab.expectations.flatMap(({ during }, index): Problem[] => {
    if (during === null) return [];
    const flaws = flawsOf(lab, during.fault, during.parameters);
    return flaws.map((flaw) => ({
      ...placeOf(index),
      ...flaw,
      key: ['expect', `[${index}]`, '.during', ...(flaw.key === undefined ? [] : [`.${flaw.key}`])].join(''),
    }));
  });
  if (problems.length > 0) throw new UsageError(problems);
}

function flawsOf(
  lab: Lab,
  fault: string,
  parameters: Readonly<Record<string, string | number>>,
): readonly Problem[] {
  if (!isFaultName(fault)) {
    const hint = nearestNameHint(fault, Object.keys(FAULTS));
    return [{ key: 'fault', what: 'there is no such fault', value: fault, hint }];
  }
  try {
    const planned = { definition: lab, plan: planLab(lab, 'userspace') };
    describeFault(planned, fault, parameters as FaultParameters<FaultName>);
    return [];
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
}
