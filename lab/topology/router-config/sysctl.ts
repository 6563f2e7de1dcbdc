import { given } from '../../given.ts';
import { commandFault, commandNote } from './router-commands.ts';
import type { RouterCommands } from './router-commands.ts';
import type { ShellCommand } from './shell-lines.ts';

/** Reads `key=value` as sysctl.conf and `sysctl -w` have it. */
export function readSysctl(commands: RouterCommands, command: ShellCommand, assignment: string): void {
  const [, key, value] = /^([\w.-]+)\s*=\s*(\d+)$/.exec(assignment) ?? [];
  if (key === undefined || value === undefined) {
    return commandFault(commands, command, 'not a sysctl', 'key=value, for example net.ipv4.ip_forward=1');
  }
  const [, name = '', setting = ''] = /^net\.ipv4\.conf\.(.+)\.(\w+)$/.exec(key) ?? [];
  const required = REQUIRED.get(commands.devices.has(name) ? `tunnel.${setting}` : key);
  if (required !== undefined) {
    if (value === required.value) commands.sysctls.set(key, { value, line: command.line });
    else commandFault(commands, command, `the lab's router has ${key}=${required.value}`, required.why);
    return;
  }
  const why = commands.devices.has(name) ? undefined : NO_EFFECT.get(setting);
  if (why === undefined) {
    commandFault(
      commands,
      command,
      'the lab does not know this sysctl',
      'is the tunnel interface made above this line?',
    );
  } else {
    commandNote(commands, command, why);
  }
}

/** Adds a fault for each sysctl without which a real router carries nothing. */
export function checkSysctls(commands: RouterCommands): void {
  const needed = [
    'net.ipv4.ip_forward',
    ...[...commands.devices.keys()].map((name) => `net.ipv4.conf.${name}.disable_policy`),
  ];
  for (const key of needed) {
    if (commands.sysctls.has(key)) continue;
    const required = REQUIRED.get(key) ?? REQUIRED.get('tunnel.disable_policy');
    commands.findings.faults.push({
      file: commands.file,
      key,
      what: 'this sysctl is not set, and the lab would set it for you',
      ...given({ rule: required?.why }),
      hint: `add ${key}=1`,
    });
  }
}

const REQUIRED: ReadonlyMap<string, { readonly value: string; readonly why: string }> = new Map([
  ['net.ipv4.ip_forward', { value: '1', why: 'a router that does not forward carries nothing' }],
  [
    'tunnel.rp_filter',
    { value: '2', why: 'AWS may answer on the other tunnel, so the filter must be loose' },
  ],
  [
    'tunnel.disable_policy',
    { value: '1', why: 'what comes out of a VTI must not be checked against the policies again' },
  ],
]);

/** By the last word of the key, on interfaces that are not tunnels. */
const NO_EFFECT: ReadonlyMap<string, string> = new Map([
  [
    'disable_xfrm',
    'it would turn encryption off for tunnels that leave by this interface without a VTI; the lab keeps it out',
  ],
  ['disable_policy', 'the lab needs it on the tunnel interfaces only'],
  ['rp_filter', 'the lab sets it for every interface of the router'],
]);
