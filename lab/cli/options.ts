import type { DataplaneChoice } from '../engine/dataplane.ts';
import { UsageError } from '../errors.ts';
import { TIMERS } from '../topology/timers.ts';
import type { TimerProfile } from '../topology/types.ts';

/** Reads `--count`. */
export const parseCount = wholeNumber('--count', 'is not a number of packets');

/** Reads `--lines`. */
export const parseLines = wholeNumber('--lines', 'is not a number of lines');

/** Reads `--parallel`. */
export const parseParallel = wholeNumber('--parallel', 'is not a number of labs');

/** Reads `--memory`. */
export const parseMemory = wholeNumber('--memory', 'is not an amount of memory in MiB');

/** Reads `--cpus`. */
export const parseCpus = wholeNumber('--cpus', 'is not a number of processors');

const CHOICES: readonly DataplaneChoice[] = ['auto', 'kernel', 'userspace'];

/**
 * Reads `--dataplane`.
 * @throws {UsageError} if it is none of auto, kernel and userspace.
 */
export function parseDataplane(value: string): DataplaneChoice {
  const choice = CHOICES.find((each) => each === value);
  if (choice !== undefined) return choice;
  throw new UsageError({
    what: 'unknown data plane',
    key: '--dataplane',
    value,
    rule: `one of ${CHOICES.join(', ')}`,
    hint: '`s2s doctor` says which can run on this engine',
  });
}

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
