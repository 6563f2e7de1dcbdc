import { UsageError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { FAULTS, isFaultName } from '../faults/catalogue.ts';
import type { FaultName, FaultParameters } from '../faults/catalogue.ts';
import type { PlannedLab } from '../faults/fault.ts';
import { describeFault } from '../faults/inject.ts';
import { planLab } from '../plan/plan.ts';
import { nearestNameHint } from '../topology/nearest-name.ts';
import type { ExpectedFault, Lab } from '../topology/types.ts';
import { expectationPlaces } from './places.ts';

/**
 * Makes sure that the faults of a lab's expectations can be injected, before anything is started.
 * @throws {UsageError} with whatever is wrong with them, and where it stands.
 */
export function checkFaults(lab: Lab, file: string): void {
  const expected = lab.expectations.flatMap(({ during }, index) =>
    during === null ? [] : [{ during, index }],
  );
  if (expected.length === 0) return;
  const placeOf = expectationPlaces(file);
  const planned = { definition: lab, plan: planLab(lab, 'userspace') };
  const problems = expected.flatMap(({ during, index }) =>
    flawsOf(planned, during).map((flaw): Problem => ({
      ...placeOf(index),
      ...flaw,
      key: `expect[${index}].during${flaw.key === undefined ? '' : `.${flaw.key}`}`,
    })),
  );
  if (problems.length > 0) throw new UsageError(problems);
}

function flawsOf(planned: PlannedLab, { fault, parameters }: ExpectedFault): readonly Problem[] {
  if (!isFaultName(fault)) {
    const hint = nearestNameHint(fault, Object.keys(FAULTS));
    return [{ key: 'fault', what: 'there is no such fault', value: fault, hint }];
  }
  try {
    describeFault(planned, fault, parameters as FaultParameters<FaultName>);
    return [];
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
}
