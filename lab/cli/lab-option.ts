import { Option } from 'commander';
import { connect } from '../engine/connect.ts';
import { labNames } from '../engine/started-lab.ts';
import { findLab } from '../probe/own-routers.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { LabNameError, UsageError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { loadLab } from '../topology/load.ts';
import { isLabName, LAB_NAME } from '../topology/values.ts';
import { resolveLabFile } from './lab-file.ts';

/** How a command line names its lab. */
export interface LabFlag {
  readonly name?: string;
}

/** What names the lab of a verb that has no `--name`. */
export const LAB_ARGUMENT = 'name of a lab, or its lab file; as --name';

/** `--name`: the one option by which every verb takes its lab. */
export function labOption(description = 'name of the lab; without it the only one that runs'): Option {
  return new Option('--name <lab>', description).argParser(parseLabName);
}

/** The lab that the environment names: S2S_LAB. Undefined where it names none. */
export function labOfEnvironment(): string | undefined {
  const { S2S_LAB: value = '' } = process.env;
  if (value === '' || isLabName(value)) return value === '' ? undefined : value;
  throw new UsageError({ key: 'S2S_LAB', ...noLabName(value) });
}

/**
 * The name that the command line or the environment gives; undefined where neither does.
 * @param argument a lab's name or its lab file, in place of `--name`.
 * @throws {UsageError} if the command line names two labs, or no lab can be called so.
 * @throws {LabFileError} if the argument looks like a file and is not a valid lab file.
 */
export function givenName({ name }: LabFlag, argument?: string): string | undefined {
  if (name !== undefined && argument !== undefined) {
    throw new UsageError({ what: 'either a lab or --name, not both', value: argument });
  }
  return name ?? (argument === undefined ? labOfEnvironment() : labNameOf(argument));
}

/**
 * The lab that is meant: the one that is named, or the only one that runs.
 * @param argument a lab's name or its lab file, in place of `--name`.
 * @throws {LabNameError} if no such lab runs, or several do and none is named.
 */
export async function openLab(flags: LabFlag, argument?: string): Promise<StartedLab> {
  return findLab(givenName(flags, argument) ?? onlyLab(await labNames(await connect())));
}

/**
 * The only lab of those that run.
 * @throws {LabNameError} if there is none, or more than one.
 */
export function onlyLab(running: readonly string[]): string {
  const [first, ...others] = running;
  if (first === undefined) {
    throw new LabNameError({ what: 'no lab is running', hint: 'start one with `s2s up`' });
  }
  if (others.length === 0) return first;
  throw new LabNameError({
    what: 'several labs are running',
    value: running.join(', '),
    hint: `say which is meant: --name ${first}, or export S2S_LAB=${first}`,
  });
}

/** What the next command takes to mean this lab: ` --name LAB`, or nothing where it would be meant anyway. */
export async function nameFlag({ runtime, name }: StartedLab): Promise<string> {
  return nameFlagBeside(name, await labNames(runtime));
}

/** As {@link nameFlag}, beside the labs that run. */
export function nameFlagBeside(lab: string, running: readonly string[]): string {
  const meant = labOfEnvironment() ?? (running.length === 1 ? running[0] : undefined);
  return lab === meant ? '' : ` --name ${lab}`;
}

/**
 * The name of a lab that is given by its name or by its file.
 * @throws {LabFileError} if it looks like a file and is not a valid one.
 */
export function labNameOf(nameOrFile: string): string {
  return /[/.]/.test(nameOrFile) ? loadLab(resolveLabFile(nameOrFile)).name : parseLabName(nameOrFile);
}

/**
 * Reads a lab's name.
 * @throws {UsageError} if no lab can be called so.
 */
export function parseLabName(value: string): string {
  if (isLabName(value)) return value;
  throw new UsageError(noLabName(value));
}

function noLabName(value: string): Problem {
  return { what: 'cannot be the name of a lab', value, rule: LAB_NAME.rule };
}
