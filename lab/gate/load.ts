import { dirname, relative, resolve } from 'node:path';
import { FILES, loadLab } from '../topology/load.ts';
import { parseLab } from '../topology/parse.ts';
import type { Lab } from '../topology/types.ts';
import { UsageError } from '../errors.ts';
import { expectedPairs } from './expected.ts';
import { checkFaults } from './faults.ts';
import { expectationPlaces } from './places.ts';

/**
 * A lab with its expectations: those of its file, or, in their place, those of another that has `expect:`, which is laid over it.
 * @returns the lab, and the file that has the expectations.
 * @throws {LabFileError | UsageError} with whatever is wrong with one of the files.
 */
export function loadGate(labFile: string, expectFile?: string): { readonly lab: Lab; readonly file: string } {
  if (expectFile === undefined) return checked(loadLab(labFile), labFile);
  const base = relative(dirname(resolve(expectFile)), resolve(labFile));
  const text = `${FILES.read(expectFile)}\nextends: ${JSON.stringify(base)}\n`;
  return checked(parseLab(text, expectFile, FILES), expectFile);
}

function checked(lab: Lab, file: string): { readonly lab: Lab; readonly file: string } {
  checkFaults(lab, file);
  checkPairs(lab, file);
  return { lab, file };
}

/** An expectation that is about nobody would be met whatever the lab does. */
function checkPairs(lab: Lab, file: string): void {
  const pairs = expectedPairs(lab);
  const placeOf = expectationPlaces(file);
  const problems = lab.expectations.flatMap((_, index) =>
    pairs.some(({ expectation }) => expectation === index)
      ? []
      : [{ ...placeOf(index), key: `expect[${index}]`, what: 'is about no pair of hosts', hint: HINT }],
  );
  if (problems.length > 0) throw new UsageError(problems);
}

const HINT =
  'name two hosts with addresses of one IP version, of that which via carries; what is expected during a fault is of IPv4';
