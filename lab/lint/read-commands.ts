import { networkOf, isCidrBlock } from '../topology/cidr.ts';
import { ipCommands, isScript, scriptCommands, wordAfter } from '../topology/router-config/ip-commands.ts';
import type { ScriptCommand } from '../topology/router-config/ip-commands.ts';
import type { SourceText } from '../topology/router-config/router-files.ts';
import type { Place } from './place.ts';

/** A VTI, or an XFRM interface, that a command makes. */
export interface TunnelDevice extends Place {
  readonly name: string;
  readonly kind: 'vti' | 'xfrm';
  /** The VTI's key, or the interface's if_id; null where it cannot be read. */
  readonly id: number | null;
}

export interface DeviceAddress extends Place {
  readonly device: string;
  /** Its network. */
  readonly block: string;
}

export interface DeviceRoute extends Place {
  readonly destination: string;
  readonly devices: readonly string[];
  readonly metric: number;
}

export interface SysctlLine extends Place {
  /** With dots, e.g. `net.ipv4.ip_forward`. */
  readonly key: string;
  readonly value: string;
}

/** A command that a machine which restarts has forgotten. */
export interface TypedCommand extends Place {
  readonly text: string;
}

/** What the commands and the sysctl lines among a router's texts do. */
export interface CommandFacts {
  readonly devices: readonly TunnelDevice[];
  readonly addresses: readonly DeviceAddress[];
  readonly routes: readonly DeviceRoute[];
  readonly sysctls: readonly SysctlLine[];
  /** Whether some rule clamps the MSS. */
  readonly clampsMss: boolean;
  /** Commands that make interfaces, routes and packet filters. */
  readonly typed: readonly TypedCommand[];
}

/** Reads what can be read; a command with a variable in the place of a value says nothing of it. */
export function readCommands(texts: readonly SourceText[]): CommandFacts {
  const commands = scriptCommands(texts);
  const ips = ipCommands(commands);
  return {
    devices: ips.flatMap(deviceOf),
    addresses: ips.flatMap(addressOf),
    routes: ips.flatMap(routeOf),
    sysctls: texts.flatMap(sysctlsIn),
    clampsMss: texts.some(({ text }) => /^[^#\n]*(TCPMSS|maxseg size set)/m.test(text)),
    typed: commands.filter(
      ({ path, words, text }) =>
        path === '' &&
        (/^(ip6?tables|nft)$/.test(words[0] ?? '') ||
          /^ip (-\d )?(l|link|tun\w*|a|addr\w*|r|route|rule) (a|add|replace|set)\b/.test(
            text.replace(/^(sudo )+/, ''),
          )),
    ),
  };
}

const numberOf = (text: string | undefined): number | null =>
  text !== undefined && /^(0x[0-9a-f]+|\d+)$/i.test(text) ? Number(text) : null;

function deviceOf({ words, file, line }: ScriptCommand): TunnelDevice[] {
  const [object = '', verb = ''] = words;
  if (!/^(l|link|tun|tunl|tunnel)$/.test(object) || !/^a(dd)?$/.test(verb)) return [];
  const kind = wordAfter(words, 'type', 'mode');
  if (kind !== 'vti' && kind !== 'xfrm') return [];
  const name = wordAfter(words, 'name') ?? words[2] ?? '';
  const id = kind === 'vti' ? wordAfter(words, 'key', 'ikey', 'okey') : wordAfter(words, 'if_id');
  return [{ name, kind, id: numberOf(id), file, line }];
}

function addressOf({ words, file, line }: ScriptCommand): DeviceAddress[] {
  const [object = '', verb = '', address = ''] = words;
  const device = wordAfter(words, 'dev');
  const isAdded = /^a(ddr|ddress)?$/.test(object) && /^(a|add|replace)$/.test(verb);
  if (!isAdded || device === undefined || !/^[\d.]+\/\d+$/.test(address)) return [];
  const block = networkOf(address);
  return isCidrBlock(block) ? [{ device, block, file, line }] : [];
}

function routeOf({ words, file, line }: ScriptCommand): DeviceRoute[] {
  const [object = '', verb = '', destination = ''] = words;
  if (!/^r(o|oute)?$/.test(object) || !/^(a|add|r|replace|append)$/.test(verb)) return [];
  const devices = words.flatMap((word, at) => (word === 'dev' ? (words[at + 1] ?? []) : []));
  if (devices.length === 0 || words.includes('table')) return [];
  return [{ destination, devices, metric: numberOf(wordAfter(words, 'metric')) ?? 0, file, line }];
}

const ASSIGNED = /(?:^|[\s"'])(net[./][\w./*-]+)\s*=\s*["']?(\d+)/;
const ECHOED = /\becho\s+["']?(\d+)["']?\s*>\s*\/proc\/sys\/(net\/\S+)/;

function sysctlsIn({ text, from, path }: SourceText): SysctlLine[] {
  if (!path.includes('sysctl') && !isScript({ text, from, path })) return [];
  return text.split(/\r?\n/).flatMap((raw, index) => {
    const content = raw.replace(/#.*/, '');
    const [, name, value] = ASSIGNED.exec(content) ?? [];
    const [, echoed, file] = ECHOED.exec(content) ?? [];
    const key = (name ?? file)?.replaceAll('/', '.').replace(/["']$/, '');
    return key === undefined ? [] : [{ key, value: value ?? echoed ?? '', file: from, line: index + 1 }];
  });
}
