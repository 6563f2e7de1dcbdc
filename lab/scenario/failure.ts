import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXIT, formatProblem, LabError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import type { ScenarioFailure } from './result.ts';

/**
 * Why a scenario did not pass, without a stack trace: what is not an error of ours comes with its message and the line
 * of the scenario that it was thrown from.
 * @param folder the scenario's.
 */
export function failureOf(error: unknown, folder: string): ScenarioFailure {
  const name = error instanceof Error ? error.name : 'Error';
  const exitCode = error instanceof LabError ? error.exitCode : EXIT.cannotRun;
  const faults = faultsOf(error, folder);
  return { name, message: faults.map(formatProblem).join('\n'), exitCode, faults };
}

function faultsOf(error: unknown, folder: string): readonly Problem[] {
  if (error instanceof LabError) return error.problems;
  if (!(error instanceof Error)) return [{ what: String(error) }];
  return [{ ...placeOf(error.stack ?? '', folder), what: `${error.name}: ${error.message}` }];
}

/** The first line of a stack that lies in the folder; the first of all if none does. */
function placeOf(stack: string, folder: string): Pick<Problem, 'file' | 'line' | 'column'> {
  const places = [...stack.matchAll(/^ +at (?:.*\()?((?:file:\/\/)?\/.*):(\d+):(\d+)\)?$/gm)].map(
    ([, file = '', line, column]) => ({
      file: file.startsWith('file:') ? fileURLToPath(file) : file,
      line: Number(line),
      column: Number(column),
    }),
  );
  const place = places.find(({ file }) => file.startsWith(`${folder}/`)) ?? places[0];
  return place === undefined ? {} : { ...place, file: relative(process.cwd(), place.file) };
}
