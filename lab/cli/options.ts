import { Option } from 'commander';
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

/** Reads `--cores`. */
export const parseCores = wholeNumber('--cores', 'is not a number of cores');

/** Reads `--memory` of a host. */
export const parseGigabytes = wholeNumber('--memory', 'is not an amount of memory in GB');

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

/**
 * Reads `--only`: names with commas between.
 * @throws {UsageError} if one is empty.
 */
export function parseNames(value: string): string[] {
  const names = value.split(',').map((name) => name.trim());
  if (names.every((name) => name !== '')) return [...new Set(names)];
  throw new UsageError({
    key: '--only',
    what: 'a name is empty',
    value,
    rule: 'names with commas between: a,b',
  });
}

/** Reads `--port`. */
export const parsePort = portOf('--port');

/** Flags that name the port of a probe. */
export interface PortFlags {
  readonly tcp?: number;
  readonly udp?: number;
}

/** `--tcp` and `--udp`: a probe is of a port in place of echo requests. */
export function portOptions(): Option[] {
  return [
    new Option('--tcp <port>', 'connect to this port, in place of echo requests')
      .argParser(portOf('--tcp'))
      .conflicts('udp'),
    new Option('--udp <port>', 'send datagrams to this port, in place of echo requests').argParser(
      portOf('--udp'),
    ),
  ];
}

/** Flag for a probe over IPv6. */
export interface VersionFlag {
  readonly ipv6?: boolean;
}

/** `--ipv6`: between the IPv6 addresses of hosts that have both. */
export function versionOption(): Option {
  return new Option('-6, --ipv6', 'over IPv6; so it is anyway to an IPv6 address');
}

/** Reads `--size`: from the smallest IP packet with an echo request to the largest IP packet. */
export const parseSize = numberOf(
  '--size',
  'is not the size of an IP packet',
  'a whole number, 28 to 65535',
  (size) => Number.isInteger(size) && size >= 28 && size <= 65_535,
);

/** Reads `--wait`, in seconds. */
export const parseWait = numberOf(
  '--wait',
  'is not a number of seconds',
  'a number, 0 or more',
  (seconds) => Number.isFinite(seconds) && seconds >= 0,
);

function portOf(key: string): (value: string) => number {
  return numberOf(
    key,
    'is not a port',
    'a whole number from 1 to 65535',
    (port) => Number.isInteger(port) && port > 0 && port < 65_536,
  );
}

function wholeNumber(key: string, what: string): (value: string) => number {
  return numberOf(key, what, 'a whole number above 0', (count) => Number.isInteger(count) && count > 0);
}

/** Makes what reads a number; it throws a {@link UsageError} if that is not right. */
function numberOf(
  key: string,
  what: string,
  rule: string,
  isRight: (number: number) => boolean,
): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (value.trim() !== '' && isRight(number)) return number;
    throw new UsageError({ key, what, value, rule });
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
