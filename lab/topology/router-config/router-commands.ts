import { given } from '../../given.ts';
import type { Findings } from './findings.ts';
import { redact } from './findings.ts';
import { readOptions } from './command-options.ts';
import type { OptionNames } from './command-options.ts';
import type { ShellCommand } from './shell-lines.ts';

/** A value and the line it stands in. */
export interface Placed<T> {
  readonly value: T;
  readonly line: number;
}

/** A VTI as the commands have made it so far. */
export interface TunnelDevice {
  readonly name: string;
  readonly line: number;
  readonly local: string;
  readonly remote: string;
  readonly key: number;
  inside: Placed<{ readonly local: string; readonly remote: string }> | null;
  mtu: Placed<number> | null;
  up: boolean;
}

/** What the commands set up; readers of single commands add to it. */
export interface RouterCommands {
  readonly file: string;
  readonly findings: Findings;
  readonly devices: Map<string, TunnelDevice>;
  readonly routes: Placed<{
    readonly destinationCidrBlock: string;
    readonly connection: string;
    readonly metric: number;
  }>[];
  /** Interfaces whose forwarded TCP connections have their MSS clamped. */
  readonly clamped: Set<string>;
  readonly sysctls: Map<string, Placed<string>>;
}

/** Adds a fault about a whole command. */
export function commandFault(
  commands: RouterCommands,
  command: ShellCommand,
  what: string,
  hint: string,
  rule?: string,
): void {
  commands.findings.faults.push({
    file: commands.file,
    line: command.line,
    value: redact(command.text),
    what,
    ...given({ rule }),
    hint,
  });
}

/** Records a command that makes no difference in the lab. */
export function commandNote(commands: RouterCommands, command: ShellCommand, why: string): void {
  commands.findings.notes.push({ file: commands.file, line: command.line, text: redact(command.text), why });
}

/** The options of a command, or null after a fault that names the word that is not understood. */
export function optionsOf(
  commands: RouterCommands,
  command: ShellCommand,
  words: readonly string[],
  names: OptionNames,
): Map<string, string> | null {
  const options = readOptions(words, names);
  if (options instanceof Map) return options;
  const known = [...names.values, ...(names.flags ?? [])].join(', ');
  commandFault(
    commands,
    command,
    `the lab does not understand '${redact(options.unknown)}' here`,
    `it knows ${known}`,
  );
  return null;
}

/** The device a command names, or null after a fault. */
export function deviceOf(
  commands: RouterCommands,
  command: ShellCommand,
  name: string | undefined,
): TunnelDevice | null {
  const device = commands.devices.get(name ?? '');
  if (device !== undefined) return device;
  const made = [...commands.devices.keys()].join(', ');
  commandFault(
    commands,
    command,
    name === undefined ? 'no interface is named' : `there is no tunnel interface '${name}' yet`,
    made === '' ? 'make it first, with ip link add … type vti' : `made so far: ${made}`,
  );
  return null;
}
