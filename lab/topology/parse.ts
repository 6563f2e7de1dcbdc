import type { Fault } from '../errors.ts';
import { LabFileError } from '../errors.ts';
import { checkSchema } from './check-schema.ts';
import { configurationReader } from './configuration.ts';
import type { ReadSibling } from './configuration.ts';
import type { KeyPath } from './key-path.ts';
import { isEcho, placeFault } from './report.ts';
import type { Report } from './report.ts';
import { resolveLab } from './resolve.ts';
import { checkRules } from './rules.ts';
import { readYaml } from './source.ts';
import type { Lab } from './types.ts';

const EMPTY = { what: 'is empty', hint: 'a lab begins with its name, e.g. name: reference' };

/**
 * Reads a lab file: from YAML text to a resolved lab, every default filled in and every rule checked.
 * `file` is the name that faults bear; `readSibling` reads the files that the lab file names.
 * Throws one {@link LabFileError} with every fault, in the order of the file.
 */
export function parseLab(text: string, file: string, readSibling: ReadSibling = noSibling): Lab {
  const source = readYaml(text, file);
  const faults: Fault[] = [...source.faults];
  const faultsOfSiblings: Fault[] = [];
  if (source.value === undefined) throw new LabFileError(faults);
  if (source.value === null) throw new LabFileError([...faults, { file, ...EMPTY }]);

  let malformed: readonly KeyPath[] = [];
  const report: Report = (path, fault) => {
    if (!isEcho(path, fault, malformed)) faults.push(placeFault(source, file, path, fault));
  };
  const checked = checkSchema(source.value, report);
  malformed = checked.malformed;
  const readConfiguration = configurationReader(file, readSibling, report, faultsOfSiblings);
  const lab = resolveLab(checked.raw, malformed.length === 0 ? readConfiguration : () => undefined);
  checkRules(lab, report);

  const all = [...faults.sort(byPlace), ...faultsOfSiblings];
  if (all.length > 0) throw new LabFileError(all);
  return lab;
}

function byPlace(a: Fault, b: Fault): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

function noSibling(): never {
  throw new Error('the lab file was given as text alone');
}
