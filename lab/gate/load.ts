import { dirname, relative, resolve } from 'node:path';
import { FILES, loadLab } from '../topology/load.ts';
import { parseLab } from '../topology/parse.ts';
import type { Lab } from '../topology/types.ts';
import { checkFaults } from './faults.ts';

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
  return { lab, file };
}
