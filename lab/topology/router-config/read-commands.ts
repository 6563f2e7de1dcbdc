import type { Findings, RouterFile } from './findings.ts';
import { readIpCommand } from './ip-command.ts';
import { commandFault, commandNote, deviceOf, optionsOf } from './router-commands.ts';
import type { RouterCommands } from './router-commands.ts';
import { shellCommands } from './shell-lines.ts';
import type { ShellCommand } from './shell-lines.ts';
import { checkSysctls, readSysctl } from './sysctl.ts';

/** Reads the shell commands and sysctl.conf lines that set the router up, in their order. */
export function readCommands({ file, text }: RouterFile, findings: Findings): RouterCommands {
  const commands: RouterCommands = {
    file,
    findings,
    devices: new Map(),
    routes: [],
    clamped: new Set(),
    sysctls: new Map(),
  };
  for (const command of shellCommands(text)) readCommand(commands, command);
  checkSysctls(commands);
  return commands;
}

function readCommand(commands: RouterCommands, command: ShellCommand): void {
  const [name = '', ...words] = command.words;
  const why = NO_EFFECT.find(([pattern]) => pattern.test(command.words.join(' ')))?.[1];
  if (why !== undefined) return commandNote(commands, command, why);
  if (command.words.some((word) => /[$`]/.test(word))) {
    return commandFault(
      commands,
      command,
      'variables and substitutions are not expanded',
      'write the value itself',
    );
  }
  if (name === 'ip') return readIpCommand(commands, command);
  if (name === 'iptables') return readIptables(commands, command, words);
  if (name === 'sysctl' && words[0] === '-w') return readSysctl(commands, command, words.slice(1).join(''));
  if (name.startsWith('net.')) return readSysctl(commands, command, command.words.join(''));
  commandFault(
    commands,
    command,
    'the lab does not know this command',
    'leave the line out, or turn it into a comment',
  );
}

function readIptables(commands: RouterCommands, command: ShellCommand, words: readonly string[]): void {
  // --tcp-flags is the one option with two values.
  const joined = words.flatMap((word, at) => {
    if (words[at - 2] === '--tcp-flags') return [];
    return words[at - 1] === '--tcp-flags' ? [`${word} ${words[at + 1] ?? ''}`] : [word];
  });
  const values = [
    '-t',
    '-A',
    '-I',
    '-o',
    '-p',
    '-m',
    '-s',
    '-d',
    '-j',
    '--tcp-flags',
    '--set-xmark',
    '--set-mark',
  ];
  const options = optionsOf(commands, command, joined, { values, flags: ['--clamp-mss-to-pmtu'] });
  if (options === null) return;
  const has = (expected: Readonly<Record<string, string>>): boolean =>
    Object.entries(expected).every(([name, value]) => options.get(name) === value);
  const chain = options.get('-A') ?? options.get('-I');
  const syn = { '-p': 'tcp', '--tcp-flags': 'SYN,RST SYN' };
  if (
    chain === 'FORWARD' &&
    has({ '-t': 'mangle', '-j': 'TCPMSS', ...syn }) &&
    options.has('--clamp-mss-to-pmtu')
  ) {
    const device = deviceOf(commands, command, options.get('-o'));
    if (device !== null) commands.clamped.add(device.name);
  } else if (chain === 'INPUT' && has({ '-t': 'mangle', '-p': 'esp', '-j': 'MARK' })) {
    commandNote(
      commands,
      command,
      'behind a NAT there is no ESP to mark but UDP; without a NAT the mark outlives decryption and can loop the packet',
    );
  } else {
    commandFault(
      commands,
      command,
      'the lab does not know this rule',
      '-t mangle -A FORWARD -o <tunnel> -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu',
    );
  }
}

/** Commands that are in every walk-through and change nothing here. */
const NO_EFFECT: readonly (readonly [RegExp, string])[] = [
  [/^(ipsec|strongswan) /, 'the lab starts and loads the daemon itself'],
  [/^(systemctl|service) .*(ipsec|strongswan)/, 'the lab starts and loads the daemon itself'],
  [/^sysctl (-p|--system)\b/, 'the lab applies every sysctl of this file'],
  [/^sed .*install_routes.*charon\.conf/, "the lab's daemon has install_routes=no"],
  [/^iptables-save\b/, 'the router starts from these files each time'],
  [/^(apt|apt-get|yum|dnf) /, 'the image has strongSwan'],
  [/^modprobe /, 'the lab checks the kernel before it starts'],
  [/^set -[eux]+$/, 'the lab does not run this script; it reads it'],
];
