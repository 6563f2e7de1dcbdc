import { UsageError } from '../errors.ts';
import type { Fault } from '../errors.ts';
import { loadLab } from '../topology/load.ts';
import { LAB_NAME } from '../topology/schema/values.ts';
import { TIMERS } from '../topology/timers.ts';
import type { TimerProfile } from '../topology/types.ts';
import { resolveLabFile } from './lab-file.ts';

const REFERENCE = 'reference';

/**
 * The lab that every verb means unless `--name` or an argument names another, and the name that `up` gives a lab in
 * place of its file's. Undefined where the environment has no S2S_LAB. Only `run` has no use for it: its labs are its own.
 */
export const LAB_OF_ENVIRONMENT: string | undefined = labOfEnvironment(process.env.S2S_LAB);

/** The lab that every verb means unless told otherwise. */
export const DEFAULT_LAB: string = LAB_OF_ENVIRONMENT ?? REFERENCE;

function labOfEnvironment(value = ''): string | undefined {
  if (value === '') return undefined;
  if (isLabName(value)) return value;
  throw new UsageError({ key: 'S2S_LAB', ...noLabName(value) });
}

/**
 * Reads a lab's name.
 * @throws {UsageError} if no lab can be called so.
 */
export function parseLabName(value: string): string {
  if (isLabName(value)) return value;
  throw new UsageError(noLabName(value));
}

function isLabName(value: string): boolean {
  return new RegExp(LAB_NAME.pattern).test(value);
}

function noLabName(value: string): Fault {
  return { what: 'cannot be the name of a lab', value, rule: LAB_NAME.rule };
}

/**
 * The name of a lab that the user gave by its name or by its file.
 * @throws {LabFileError} if it looks like a file and is not a valid one.
 */
export function labNameOf(nameOrFile: string): string {
  return /[/.]/.test(nameOrFile) ? loadLab(resolveLabFile(nameOrFile)).name : parseLabName(nameOrFile);
}

/** Reads `--count`. */
export const parseCount = wholeNumber('--count', 'is not a number of packets');

/** Reads `--parallel`. */
export const parseParallel = wholeNumber('--parallel', 'is not a number of labs');

/** Reads `--memory`. */
export const parseMemory = wholeNumber('--memory', 'is not an amount of memory in MiB');

/** Reads `--cpus`. */
export const parseCpus = wholeNumber('--cpus', 'is not a number of processors');

/** Reads `--port`. */
export const parsePort = portOf('--port');

/** Reads `--tcp`. */
export const parseTcpPort = portOf('--tcp');

/** Makes what reads a TCP port; it throws a {@link UsageError} if it is none. */
function portOf(key: string): (value: string) => number {
  return (value) => {
    const port = Number(value);
    if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
    throw new UsageError({ key, what: 'is not a port', value, rule: 'a whole number from 1 to 65535' });
  };
}

/** Makes what reads how many of something; it throws a {@link UsageError} if that is not a whole number above 0. */
function wholeNumber(key: string, what: string): (value: string) => number {
  return (value) => {
    const count = Number(value);
    if (Number.isInteger(count) && count > 0) return count;
    throw new UsageError({ key, what, value, rule: 'a whole number above 0' });
  };
}

/**
 * Reads `--timers`.
 * @throws {UsageError} if there is no such profile.
 */
export function parseTimers(value: string): TimerProfile {
  const profiles = Object.keys(TIMERS) as TimerProfile[];
  const profile = profiles.find((each) => each === value);
  if (profile !== undefined) return profile;
  const rule = `one of ${profiles.join(', ')}`;
  throw new UsageError({ key: '--timers', what: 'there is no such profile of timers', value, rule });
}

/** `--name LAB` for a follow-up command; nothing for the default lab. */
export function nameFlag(lab: string): string {
  return lab === DEFAULT_LAB ? '' : ` --name ${lab}`;
}
