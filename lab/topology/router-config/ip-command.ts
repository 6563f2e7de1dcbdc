import { isCidrBlock, isIpAddress, networkOf } from '../cidr.ts';
import { commandFault, commandNote, deviceOf, optionsOf } from './router-commands.ts';
import type { RouterCommands } from './router-commands.ts';
import type { ShellCommand } from './shell-lines.ts';

type Reader = (commands: RouterCommands, command: ShellCommand, words: readonly string[]) => void;

/** Reads one `ip` command: link, tunnel, address or route. */
export function readIpCommand(commands: RouterCommands, command: ShellCommand): void {
  const [object = '', verb = '', ...words] = command.words.slice(1).filter((word) => word !== '-4');
  const reader = READERS.find(([pattern]) => pattern.test(`${object} ${verb}`))?.[1];
  if (reader !== undefined) return reader(commands, command, words);
  commandFault(
    commands,
    command,
    'the lab does not know this ip command',
    'ip link add|set, ip tunnel add, ip addr add, ip route add|replace',
  );
}

const justShows: Reader = (commands, command) => commandNote(commands, command, 'it only shows');

const addLink: Reader = (commands, command, words) => {
  const values = ['name', 'type', 'local', 'remote', 'key', 'ikey', 'okey'];
  addTunnel(commands, command, optionsOf(commands, command, words, { values, positional: 'name' }), 'type');
};

const addTunnelOfMode: Reader = (commands, command, words) => {
  const values = ['name', 'mode', 'local', 'remote', 'key', 'ikey', 'okey'];
  addTunnel(commands, command, optionsOf(commands, command, words, { values, positional: 'name' }), 'mode');
};

function addTunnel(
  commands: RouterCommands,
  command: ShellCommand,
  options: Map<string, string> | null,
  kind: string,
): void {
  if (options === null) return;
  const [name = '', local = '', remote = ''] = ['name', 'local', 'remote'].map((option) =>
    options.get(option),
  );
  const inKey = options.get('ikey') ?? options.get('key');
  const outKey = options.get('okey') ?? options.get('key');
  if (options.get(kind) !== 'vti') {
    return commandFault(commands, command, 'not a VTI', `${kind} vti, with local, remote and key`);
  }
  if (!isIpAddress(local) || !isIpAddress(remote)) {
    return commandFault(
      commands,
      command,
      'a VTI needs local and remote',
      'the addresses the ESP packets have',
    );
  }
  if (inKey === undefined || inKey !== outKey || !/^[1-9]\d*$/.test(inKey)) {
    const rule = 'a VTI without both keys takes no packets, or those of another tunnel';
    return commandFault(
      commands,
      command,
      'a VTI needs one key for both directions',
      'for example key 100',
      rule,
    );
  }
  if (commands.devices.has(name)) {
    return commandFault(commands, command, `the interface '${name}' is made twice`, 'keep one');
  }
  const device = { name, line: command.line, local, remote, key: Number(inKey) };
  commands.devices.set(name, { ...device, inside: null, mtu: null, up: false });
}

const addAddress: Reader = (commands, command, words) => {
  const options = optionsOf(commands, command, words, {
    values: ['remote', 'peer', 'dev'],
    positional: 'address',
  });
  const device = options && deviceOf(commands, command, options.get('dev'));
  if (options === null || device === null) return;
  const local = options.get('address') ?? '';
  const remote = options.get('remote') ?? options.get('peer') ?? '';
  if (!inOneNetwork(local, remote)) {
    commandFault(
      commands,
      command,
      'not two addresses of one network',
      'for example 169.254.216.30/30 remote 169.254.216.29/30',
      'the customer has the second host address of the inside CIDR, AWS the first (AWS S2S VPN user guide, Tunnel options)',
    );
  } else if (device.inside !== null) {
    commandFault(
      commands,
      command,
      `'${device.name}' has its inside address since line ${device.inside.line}`,
      'keep one',
    );
  } else {
    device.inside = { value: { local, remote }, line: command.line };
  }
};

function inOneNetwork(local: string, remote: string): boolean {
  return (
    isCidrBlock(local) && isCidrBlock(remote) && local !== remote && networkOf(local) === networkOf(remote)
  );
}

const setLink: Reader = (commands, command, words) => {
  const options = optionsOf(commands, command, words, {
    values: ['dev', 'mtu'],
    flags: ['up'],
    positional: 'dev',
  });
  const device = options && deviceOf(commands, command, options.get('dev'));
  if (options === null || device === null) return;
  const mtu = options.get('mtu');
  if (options.has('up')) device.up = true;
  if (mtu === undefined) return;
  if (/^\d{3,4}$/.test(mtu) && Number(mtu) >= 576) device.mtu = { value: Number(mtu), line: command.line };
  else commandFault(commands, command, 'not an MTU', '576 to 9999 bytes; the AWS configuration has 1419');
};

const addRoute: Reader = (commands, command, words) => {
  const options = optionsOf(commands, command, words, { values: ['dev', 'metric'], positional: 'to' });
  const device = options && deviceOf(commands, command, options.get('dev'));
  if (options === null || device === null) return;
  const destinationCidrBlock = options.get('to') ?? '';
  const metric = options.get('metric') ?? '0';
  if (!isCidrBlock(destinationCidrBlock)) {
    commandFault(commands, command, 'the destination is not a CIDR block', 'for example 10.10.0.0/16');
  } else if (!/^\d+$/.test(metric)) {
    commandFault(commands, command, 'the metric is not a number', 'for example metric 100');
  } else {
    const value = { destinationCidrBlock, connection: device.name, metric: Number(metric) };
    const same = commands.routes.find(
      (route) =>
        route.value.destinationCidrBlock === destinationCidrBlock && route.value.metric === value.metric,
    );
    if (same === undefined) commands.routes.push({ value, line: command.line });
    else
      commandFault(
        commands,
        command,
        `this route stands in line ${same.line} already`,
        'give it a metric of its own',
      );
  }
};

const flushRoutes: Reader = (commands, command, words) => {
  if (words.join(' ') === 'table 220') {
    commandNote(commands, command, "the lab's daemon does not install routes, so table 220 is empty");
  } else {
    commandFault(commands, command, 'the lab flushes no other table', 'leave the line out');
  }
};

const READERS: readonly (readonly [RegExp, Reader])[] = [
  [/^\w+ (show|list|ls|s)?$/, justShows],
  [/^l(i|ink)? (a|add)$/, addLink],
  [/^l(i|ink)? (set|s)$/, setLink],
  [/^tun(l|nel)? (a|add)$/, addTunnelOfMode],
  [/^a(ddr|ddress)? (a|add)$/, addAddress],
  [/^r(o|oute)? (a|add|replace|r)$/, addRoute],
  [/^r(o|oute)? (flush|f)$/, flushRoutes],
];
