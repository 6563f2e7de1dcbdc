import type { NodePlan } from './types.ts';

/** What the fabric is to wire in a node; the last of its files. See s2s-fabric in images/fabric. */
export const WIRING_FILE = '/etc/s2s/wiring';
/** Files of `ip` commands: at boot, with an interface, with a CHILD_SA of a connection (s2s-node in images/node, s2s-ike). */
const SETUP_FILE = '/etc/s2s/setup.ip';
const LINK_FILE = /^\/etc\/s2s\/links\/(.+)\.ip$/;
const CHILD_SA_FILE = /^\/etc\/s2s\/sa\/(.+)\.up\.ip$/;
const LAST_CHILD_SA_FILE = /^\/etc\/s2s\/sa\/.+\.down\.ip$/;
/** Lines that can be taken back, or that another line of the same kind undoes. */
const REVERSIBLE = /^(?:(?:route|rule) (?:add|replace)|link set dev \S+ master) /;

/** A file of a node that another plan has otherwise: lines that are no longer there, and lines that are new. */
export interface FileChange {
  readonly path: string;
  readonly lost: readonly string[];
  readonly gained: readonly string[];
}

/** The files that two plans of a node have otherwise. */
export function changedFiles(before: NodePlan, after: NodePlan): FileChange[] {
  const paths = new Set([...before.files, ...after.files].map(({ path }) => path));
  return [...paths].flatMap((path): FileChange[] => {
    const [old, now] = [linesOf(before, path), linesOf(after, path)];
    const lost = old.filter((line) => !now.includes(line));
    const gained = now.filter((line) => !old.includes(line));
    return lost.length + gained.length === 0 ? [] : [{ path, lost, gained }];
  });
}

/**
 * Whether a node can become what another plan has of it while it runs: nothing but routes, rules and associations
 * differs, and links that it has besides.
 */
export function isLiveChange(before: NodePlan, after: NodePlan): boolean {
  const container = (node: NodePlan): string => JSON.stringify({ ...node, files: [] });
  return container(before) === container(after) && changedFiles(before, after).every(isLiveFile);
}

function isLiveFile({ path, lost }: FileChange): boolean {
  if (path === WIRING_FILE) return lost.length === 0;
  const isCommands =
    path === SETUP_FILE || [LINK_FILE, CHILD_SA_FILE, LAST_CHILD_SA_FILE].some((each) => each.test(path));
  return isCommands && lost.every((line) => REVERSIBLE.test(line));
}

const linesOf = ({ files }: NodePlan, path: string): string[] =>
  (files.find((file) => file.path === path)?.content ?? '').split('\n').filter((line) => line !== '');

/** Shell commands that take the lost lines of a file back and do the gained ones, whether or not that is done already. */
export function liveCommands({ path, lost, gained }: FileChange): string[] {
  const takenBack = lost.flatMap(takeBack);
  const connection = CHILD_SA_FILE.exec(path)?.[1];
  if (connection !== undefined) {
    return [
      ...lost.map((line) => `kept=$(grep -vxF '${line}' ${path} || :); echo "$kept" >${path}`),
      ...gained.map((line) => `grep -qxF '${line}' ${path} || echo '${line}' >>${path}`),
      ...takenBack,
      `s2s-ike sync ${connection}`,
    ];
  }
  if (path === SETUP_FILE) return [...takenBack, ...gained.flatMap(does)];
  const link = LINK_FILE.exec(path)?.[1];
  return link === undefined ? [] : [...takenBack, ...ifUp(link, gained)];
}

function takeBack(line: string): string[] {
  const [, object, rest] = /^(route|rule) (?:add|replace) (.+)$/.exec(line) ?? [];
  return object === undefined ? [] : [`ip ${object} del ${rest} 2>/dev/null || :`];
}

/** A line is for the link, or for a tunnel interface; if either is away or down, the node does it when that comes. */
function ifUp(link: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  return [
    'is_up() { ip -o link show up dev "$1" 2>/dev/null | grep -q .; }',
    ...lines.flatMap((line) => {
      const devices = new Set([link, / dev (\S+)/.exec(line)![1]!]);
      return [
        `if ${[...devices].map((device) => `is_up ${device}`).join(' && ')}; then`,
        ...does(line).map((command) => `  ${command}`),
        'fi',
      ];
    }),
  ];
}

function does(line: string): string[] {
  if (line.startsWith('rule add ')) return [...takeBack(line), `ip ${line}`];
  const interfaceName = /^link set dev (\S+) master /.exec(line)?.[1];
  if (interfaceName === undefined) return [`ip ${line.replace(/^route add /, 'route replace ')}`];
  return [
    // An interface that goes from one VRF to another goes down and up, and loses its routes in every table.
    `routes=$(ip -4 route show table all type unicast dev ${interfaceName} | sed 's/ linkdown//; s/ dead//')`,
    `ip ${line}`,
    `[ -z "$routes" ] || echo "$routes" | while read -r route; do ip route replace $route dev ${interfaceName}; done`,
  ];
}
