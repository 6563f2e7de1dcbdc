import { isCidrBlock, isIpAddress, networkOf } from '../cidr.ts';
import { ipCommands, isScript, scriptCommands, wordAfter } from './ip-commands.ts';
import type { ScriptCommand } from './ip-commands.ts';
import type { ReadConn } from './read-conn.ts';
import type { SourceText } from './router-files.ts';

/** Where something stands in a router's texts. */
export interface TextPlace {
  readonly file: string;
  readonly line: number;
  /** As written, on one line. */
  readonly text: string;
}

/** An inside address of the router, by which the /30 of a tunnel is known. */
export interface InsideAddress extends TextPlace {
  /** The /30. */
  readonly block: string;
  /** The connection that it is for, where the texts tell. */
  readonly conn: ReadConn | null;
}

/** A destination that a router has a route for, into a tunnel. */
export interface TunnelDestination extends TextPlace {
  readonly block: string;
}

/** What the texts of a router make of its tunnels besides IKE. */
export interface TunnelFacts {
  readonly insideAddresses: readonly InsideAddress[];
  readonly destinations: readonly TunnelDestination[];
}

const INSIDE_BLOCK = /\b169\.254\.\d+\.\d+\b/;
/** Files of networkd, netplan, ifupdown, FRR, BIRD and systemd, where addresses stand. */
const NETWORK_FILES = /^\/etc\/(netplan|network|systemd|frr|bird)\//;
/** Commands that look, and set nothing. */
const LOOKS = /\b(show|ping|echo|curl|wget|grep|traceroute|mtr)\b/;
/** Link-local addresses that are no tunnel's: those of EC2's own services (EC2 user guide, Instance metadata). */
const SERVICES = /^169\.254\.169\.(25[34]|123)$/;

/**
 * Inside addresses and destinations from a router's texts: the arguments of the updown scripts of its conns, `ip` commands
 * of its scripts, and what else scripts and network files have. What a shell would have to work out is left out.
 */
export function readTunnelFacts(texts: readonly SourceText[], conns: readonly ReadConn[]): TunnelFacts {
  const commands = ipCommands(scriptCommands(texts));
  const updowns = conns.flatMap(updownFacts);
  return {
    insideAddresses: unique([
      ...updowns.flatMap(({ insideAddresses }) => insideAddresses),
      ...commands.flatMap((command) => insideAddress(command, commands, conns)),
      ...texts
        .filter((text) => NETWORK_FILES.test(text.path) || isScript(text))
        .flatMap((text) => addressesIn(text, conns)),
    ]),
    destinations: [...updowns.flatMap(({ destinations }) => destinations), ...commands.flatMap(destination)],
  };
}

function insideAddress(
  { words, file, line, text }: ScriptCommand,
  commands: readonly ScriptCommand[],
  conns: readonly ReadConn[],
): InsideAddress[] {
  const [object = '', verb = ''] = words;
  if (!/^a(ddr(ess)?)?$/.test(object) || !/^(add|replace)$/.test(verb)) return [];
  const block = insideBlock(words.find((word) => INSIDE_BLOCK.test(word)));
  if (block === null) return [];
  const device = wordAfter(words, 'dev') ?? words.at(-1) ?? '';
  return [{ file, line, text, block, conn: connOfDevice(device, commands, conns) }];
}

/** The conn of a device: the one that its VTI leads to, or whose mark or if_id it has, or that bears its name. */
export function connOfDevice(
  device: string,
  commands: readonly ScriptCommand[],
  conns: readonly ReadConn[],
): ReadConn | null {
  const made = commands.find(
    ({ words: [object, verb, ...rest] }) =>
      /^(l(ink)?|t(unnel)?)$/.test(object ?? '') && verb === 'add' && rest.includes(device),
  );
  const remote = wordAfter(made?.words ?? [], 'remote');
  const ids = [wordAfter(made?.words ?? [], 'key', 'okey'), wordAfter(made?.words ?? [], 'if_id')].map(
    Number,
  );
  return (
    conns.find(({ right }) => right !== null && right === remote) ??
    conns.find(({ markOut, ifIdOut }) => [markOut, ifIdOut].some((id) => id !== null && ids.includes(id))) ??
    conns.find(({ name }) => name === device) ??
    null
  );
}

function destination({ words, file, line, text }: ScriptCommand): TunnelDestination[] {
  const [object = '', verb = '', to = ''] = words;
  if (!/^r(oute)?$/.test(object) || !/^(add|replace|append)$/.test(verb)) return [];
  const device = wordAfter(words, 'dev') ?? '';
  const leavesByTunnel =
    device === '' ? INSIDE_BLOCK.test(wordAfter(words, 'via') ?? '') : !/^(eth|en|br|lo)/.test(device);
  const block = isIpAddress(to) ? `${to}/32` : to;
  return leavesByTunnel && isCidrBlock(block) ? [{ file, line, text, block: networkOf(block) }] : [];
}

/** The arguments of an updown script: inside addresses, and what AWS's aws-updown.sh has behind `-r`, divided by commas. */
function updownFacts(conn: ReadConn): TunnelFacts {
  const setting = conn.settings.get('leftupdown') ?? conn.settings.get('child.updown');
  if (setting === undefined) return { insideAddresses: [], destinations: [] };
  const place = { file: setting.file, line: setting.line, text: `leftupdown of conn ${conn.name}` };
  const words = setting.value.split(/\s+/);
  const block = insideBlock(words.find((word) => INSIDE_BLOCK.test(word)));
  const blocks = (wordAfter(words, '-r') ?? '').split(',').filter(isCidrBlock);
  return {
    insideAddresses: block === null ? [] : [{ ...place, block, conn }],
    destinations: blocks.map((each) => ({ ...place, block: networkOf(each) })),
  };
}

/** Addresses in any text, each of the conn that is named before it: in `case` of an updown script, or in the same line. */
function addressesIn({ from, text }: SourceText, conns: readonly ReadConn[]): InsideAddress[] {
  let conn: ReadConn | null = null;
  return text.split('\n').flatMap((content, index) => {
    if (/^\s*#/.test(content) || LOOKS.test(content)) return [];
    conn = conns.find(({ name }) => wordsOf(content).includes(name)) ?? conn;
    const block = insideBlock(INSIDE_BLOCK.exec(content)?.[0]);
    return block === null ? [] : [{ file: from, line: index + 1, text: content.trim(), block, conn }];
  });
}

const wordsOf = (content: string): string[] => content.split(/[^\w.-]+/);

/** The /30 of an inside address, with or without a prefix length; AWS gives each tunnel a /30 of 169.254.0.0/16. */
function insideBlock(address: string | undefined): string | null {
  const plain = address?.replace(/\/.*/, '') ?? '';
  return isIpAddress(plain) && INSIDE_BLOCK.test(plain) && !SERVICES.test(plain)
    ? networkOf(`${plain}/30`)
    : null;
}

/** The first of each block. */
function unique(addresses: readonly InsideAddress[]): InsideAddress[] {
  return addresses.filter(({ block }, at) => addresses.findIndex((each) => each.block === block) === at);
}
