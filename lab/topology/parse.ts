import type { Problem } from '../errors.ts';
import { LabFileError } from '../errors.ts';
import { bringRouters } from './bring-router.ts';
import type { BroughtFolder } from './bring-router.ts';
import { checkSchema } from './check-schema.ts';
import { gatewayPaths } from './objects/gateway-kinds.ts';
import type { KeyPath } from './key-path.ts';
import { readLayers } from './layers.ts';
import type { LabFiles } from './named-file.ts';
import { ownRouterReader } from './own-routers.ts';
import { isEcho, placeProblem } from './report.ts';
import type { Report } from './report.ts';
import { resolveLab } from './resolve.ts';
import { checkRules } from './rules.ts';
import type { YamlSource } from './source.ts';
import type { Lab, TimerProfile } from './types.ts';

/** What is not as the lab file has it. */
export interface LabOverrides {
  /** Timer profile in place of the lab file's; the defaults that follow from it are its own. */
  readonly timers?: TimerProfile | undefined;
  /** Folders that take the place of the lab file's routers. */
  readonly routers?: readonly BroughtFolder[] | undefined;
}

/**
 * Reads a lab file: from YAML text to a resolved lab, every default filled in and every rule checked.
 * `file` is the path that problems bear; `files` reads the files that it names (`extends`, a router's
 * own), by their paths from where `file` has its own.
 * Throws one {@link LabFileError} with every problem in the order of the file, its base's after its own.
 */
export function parseLab(
  text: string,
  file: string,
  files: LabFiles = NO_FILES,
  overrides: LabOverrides = {},
): Lab {
  return labOf(readLayers({ file, text }, files.read), files, overrides);
}

/**
 * Resolves and checks a lab file that is data already, as {@link parseLab} does one that is text; problems have keys, and
 * no places. The data may be changed.
 */
export function checkedLab(value: unknown, file: string): Lab {
  const locate = () => ({ file, line: 1, column: 1 });
  return labOf({ files: [file], problems: [], value, locate }, NO_FILES, {});
}

function labOf(source: YamlSource, files: LabFiles, { timers, routers = [] }: LabOverrides): Lab {
  const problems: Problem[] = [...source.problems];
  const problemsOfRouters: Problem[] = [];
  if (source.value === undefined) throw new LabFileError(problems);

  let malformed: readonly KeyPath[] = [];
  const report: Report = (path, problem) => {
    if (!isEcho(path, problem, malformed)) problems.push(placeProblem(source, path, problem));
  };
  const checked = checkSchema(source.value, report);
  malformed = checked.malformed;
  const timed = timers === undefined ? checked.raw : { ...checked.raw, timers };
  const { raw, files: brought } = bringRouters(timed, malformed.length === 0 ? routers : [], files);
  const readRouter = ownRouterReader({ source, files, report, brought }, problemsOfRouters);
  const lab = resolveLab(raw, malformed.length === 0 ? readRouter : () => undefined);
  checkRules(lab, report, gatewayPaths(raw));

  const all = [...problems.sort(byPlace(source.files)), ...problemsOfRouters];
  if (all.length > 0) throw new LabFileError(all);
  return lab;
}

function byPlace(files: readonly string[]): (a: Problem, b: Problem) => number {
  const layer = ({ file = '' }: Problem): number => files.indexOf(file);
  return (a, b) => layer(a) - layer(b) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

const noFile = (): never => {
  throw new Error('the lab file was given as text alone');
};
const NO_FILES: LabFiles = { read: noFile, list: noFile };
