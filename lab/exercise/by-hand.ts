import { createHash } from 'node:crypto';
import type { StartedLab } from '../engine/started-lab.ts';
import { readState } from '../engine/state.ts';
import { isNamesake } from '../topology/graph/sites.ts';
import { quoted } from '../topology/shell-word.ts';
import type { LabCommand } from './exercise.ts';
import { fromOutside } from './outside.ts';

/** What a node has that somebody may have changed in it by hand. Keys stand in it as {@link withoutKeys} has them. */
export interface NodeState {
  readonly node: string;
  /** Each by a name that is its own, e.g. `10.10.0.0/16 dev Tunnel1 metric 100`. */
  readonly addresses: readonly string[];
  readonly links: readonly string[];
  readonly routes: readonly string[];
  readonly rules: readonly string[];
  readonly sysctls: readonly string[];
  /** Tables of nft, each as nft prints it. */
  readonly tables: readonly string[];
  /** Text of each configuration file, by its path. */
  readonly files: Readonly<Record<string, string>>;
}

const SYSCTLS = 'ip_forward|rp_filter|forwarding|disable_xfrm|disable_policy|accept_local';
/** Where a router's daemons are configured. */
const FILES =
  '/etc/ipsec.conf /etc/ipsec.secrets /etc/ipsec.d /etc/swanctl /etc/frr /etc/sysctl.conf /run/s2s/ike';

/** The nodes on premises: they are the student's to change by hand. */
export function studentNodes({ definition }: StartedLab): string[] {
  return definition.customerGateways.flatMap((gateway) => [
    gateway.router.name,
    ...(isNamesake(gateway) ? gateway.hosts : []).map(({ name }) => name),
  ]);
}

/** The keys of a lab's tunnels, each with the name of its tunnel. */
export type TunnelKeys = ReadonlyMap<string, string>;

/** The pre-shared keys that a running lab's tunnels have. They must reach no output. */
export async function tunnelKeysOf(running: StartedLab): Promise<TunnelKeys> {
  const state = await readState(running.runtime, running.name);
  const given = running.definition.vpnConnections.flatMap(({ tunnels }) =>
    tunnels.flatMap(({ name, preSharedKey }) =>
      preSharedKey === null ? [] : [[preSharedKey, name] as const],
    ),
  );
  return new Map([...Object.entries(state?.keys ?? {}).map(([name, key]) => [key, name] as const), ...given]);
}

/** Reads what the student's nodes have: their network from outside, their files without keys. */
export async function nodeStates(running: StartedLab): Promise<NodeState[]> {
  const outside = fromOutside(running);
  const keys = await tunnelKeysOf(running);
  return Promise.all(
    studentNodes(running).map(async (node) => {
      const seen = await outside
        .node(node)
        .run(
          [
            'ip -4 -o addr show',
            'echo ==',
            'ip -o link show',
            'echo ==',
            'ip -4 -o route show table main',
            'echo ==',
            'ip -4 rule show',
            'echo ==',
            `sysctl -a 2>/dev/null | grep -E '^net.ipv4.*[.](${SYSCTLS}) ='`,
            'echo ==',
            'nft -s -t list ruleset 2>/dev/null',
          ].join('\n'),
        );
      const listed = await running
        .node(node)
        .run(
          `find ${FILES} -type f -size -64k 2>/dev/null | while read -r f; do echo "$f $(base64 -w0 "$f")"; done`,
        );
      return { node, ...readNetwork(seen.stdout), files: readFiles(listed.stdout, keys) };
    }),
  );
}

/** Reads what {@link nodeStates} has a node print. */
export function readNetwork(said: string): Omit<NodeState, 'node' | 'files'> {
  const parts = said.split(/^==\n/m);
  const lines = (index: number): string[] =>
    (parts[index] ?? '').split('\n').filter((line) => line.trim() !== '');
  const tables = (parts[5] ?? '').split(/^(?=table )/m).filter((text) => text.startsWith('table '));
  return {
    addresses: lines(0).flatMap((line) => {
      const [, device = '', address = '', rest = ''] = /^\d+: (\S+)\s+inet (\S+)(.*)/.exec(line) ?? [];
      const peer = /peer (\S+)/.exec(`${address}${rest}`)?.[1];
      return device === '' ? [] : [`${address}${peer === undefined ? '' : ` peer ${peer}`} dev ${device}`];
    }),
    links: lines(1).flatMap((line) => {
      const [, device = '', flags = '', mtu = ''] = /^\d+: ([^:@]+)\S*: <([^>]*)> mtu (\d+)/.exec(line) ?? [];
      const isUp = flags.split(',').includes('UP');
      return device === '' ? [] : [`${device} mtu ${mtu} ${isUp ? 'up' : 'down'}`];
    }),
    routes: lines(2)
      .filter((line) => !/proto (kernel|bgp|bird|201)\b/.test(line))
      .map((line) => line.replace(/ (linkdown|dead)\b/g, '').trim()),
    rules: lines(3).map((line) => line.replace(/\s+/g, ' ').trim()),
    sysctls: lines(4).map((line) => line.replace(/\s*=\s*/, '=').trim()),
    tables: tables.filter((text) => !/^table \w+ s2s_/.test(text)).map((text) => text.trimEnd()),
  };
}

function readFiles(said: string, keys: TunnelKeys): Record<string, string> {
  const files = said.split('\n').flatMap((line): [string, string][] => {
    const [path = '', content = ''] = line.split(' ');
    return path === '' || /\/(vici|pid)$/.test(path)
      ? []
      : [[path, withoutKeys(Buffer.from(content, 'base64').toString(), keys)]];
  });
  return Object.fromEntries(files);
}

/** Where a text has a pre-shared key: ipsec.secrets, swanctl.conf, a lab file. */
const KEYS = [
  /(\bPSK\s+)("[^"\n]*"|'[^'\n]*'|[^\s"']+)/g,
  /(\bsecret\s*=\s*)("[^"\n]*"|[^\s"]+)/g,
  /(\bpreSharedKey['"]?\s*:\s*)("[^"\n]*"|'[^'\n]*'|[^\s"',}]+)/g,
];

const isName = (key: string): boolean => /^K[0-9a-f]{31}$/.test(key);

/** A key in the forms that files have it in, each with what stands for it: as it is, and in hexadecimal. */
function formsOf(key: string, tunnel: string): (readonly [form: string, name: string])[] {
  return [
    [key, `@key ${tunnel}@`],
    [`0x${Buffer.from(key).toString('hex')}`, `@hexadecimal key ${tunnel}@`],
  ];
}

/**
 * A text with a name in the place of each pre-shared key: that of its tunnel, and for any other one of its own, by which equal
 * keys have equal names.
 */
export function withoutKeys(text: string, keys: TunnelKeys = new Map()): string {
  const named = [...keys]
    .flatMap(([key, tunnel]) => formsOf(key, tunnel))
    .reduce((before, [form, name]) => before.replaceAll(form, name), text);
  return KEYS.reduce(
    (before, pattern) =>
      before.replace(pattern, (whole, head: string, key: string) => {
        const plain = key.replace(/^["']|["']$/g, '');
        if (plain === '' || /^[%@]/.test(plain) || isName(plain)) return whole;
        return `${head}"K${createHash('sha256').update(`key ${plain}`).digest('hex').slice(0, 31)}"`;
      }),
    named,
  );
}

/** A text with the keys of a lab's tunnels in the place of their names. */
export function withKeys(text: string, keys: TunnelKeys): string {
  return [...keys]
    .flatMap(([key, tunnel]) => formsOf(key, tunnel))
    .reduce((before, [form, name]) => before.replaceAll(name, form), text);
}

/**
 * Shell commands that make of what a node has what another one had. Pure.
 * @param keys those of the lab that the commands are for.
 */
export function commandsBetween(from: NodeState, to: NodeState, keys: TunnelKeys): LabCommand[] {
  const { node } = to;
  const gone = (key: 'addresses' | 'routes' | 'rules'): string[] =>
    from[key].filter((line) => !to[key].includes(line));
  const added = (key: 'addresses' | 'routes' | 'rules' | 'links' | 'sysctls'): string[] =>
    to[key].filter((line) => !from[key].includes(line));
  const commands = [
    ...fileCommands(from, to, keys),
    ...added('sysctls').map((each) => `sysctl -qw ${quoted(each)}`),
    ...added('links').map((each) => {
      const [device, , mtu, state] = each.split(' ');
      return `ip link set ${device} mtu ${mtu} ${state}`;
    }),
    ...gone('addresses').map((each) => `ip addr del ${each}`),
    ...added('addresses').map((each) => `ip addr add ${each}`),
    ...gone('rules').map((each) => `ip rule del pref ${each.replace(': ', ' ')}`),
    ...added('rules').map((each) => `ip rule add pref ${each.replace(': ', ' ')}`),
    ...gone('routes').map((each) => `ip route del ${each}`),
    ...added('routes').map((each) => `ip route replace ${each}`),
    ...tableCommands(from, to),
  ];
  return commands.map((run) => ({ node, run: `${run} || :` }));
}

function tableCommands(from: NodeState, to: NodeState): string[] {
  const nameOf = (text: string): string => /^table \w+ \S+/.exec(text)?.[0] ?? '';
  const before = from.tables.filter((text) => !to.tables.includes(text));
  const now = to.tables.filter((text) => !from.tables.includes(text));
  const names = [...new Set([...before, ...now].map(nameOf))];
  return names.map((name) => {
    const text = now.find((each) => nameOf(each) === name) ?? '';
    return `nft -f - <<'END'\n${name}\ndelete ${name}\n${text}\nEND`;
  });
}

/** Files that differ, and what has the daemons read them. */
function fileCommands(from: NodeState, to: NodeState, keys: TunnelKeys): string[] {
  const changed = Object.entries(to.files).filter(([path, text]) => from.files[path] !== text);
  const gone = Object.keys(from.files).filter((path) => !(path in to.files));
  const writes = changed.map(
    ([path, text]) =>
      `mkdir -p $(dirname ${quoted(path)}) && base64 -d >${quoted(path)} <<'END'\n${Buffer.from(withKeys(text, keys)).toString('base64')}\nEND`,
  );
  const paths = [...changed.map(([path]) => path), ...gone];
  const has = (pattern: RegExp): boolean => paths.some((path) => pattern.test(path));
  return [
    ...writes,
    ...gone.map((path) => `rm -f ${quoted(path)}`),
    ...(has(/^\/etc\/ipsec/) ? ['ipsec rereadall; ipsec reload; ipsec restart'] : []),
    ...(has(/^\/etc\/swanctl/) ? ['swanctl --load-all --noprompt'] : []),
    ...(has(/^\/etc\/frr/) ? ['vtysh -b'] : []),
    ...(has(/^\/run\/s2s\/ike/)
      ? [
          'for d in /run/s2s/ike/*/; do cd $d; f=all.conf; [ -f $f ] || f=swanctl.conf; swanctl --uri unix://${d}vici --terminate --ike "*" --force >/dev/null 2>&1; swanctl --uri unix://${d}vici --load-all --noprompt --file $d$f; done',
        ]
      : []),
  ];
}
