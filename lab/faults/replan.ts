import { planLab } from '../plan/plan.ts';
import type { NodePlan, Plan } from '../plan/types.ts';
import type { Lab } from '../topology/types.ts';
import type { Deed, FaultPlan, PlannedLab } from './fault.ts';

/** Files of `ip` commands: at boot, with an interface, with a CHILD_SA of a connection (images/s2s-node, s2s-ike). */
const SETUP_FILE = '/etc/s2s/setup.ip';
const LINK_FILE = /^\/etc\/s2s\/links\/(.+)\.ip$/;
const CHILD_SA_FILE = /^\/etc\/s2s\/sa\/(.+)\.up\.ip$/;

/**
 * A fault that is a change of the lab file: the nodes' routes, rules and associations become those of the changed lab's
 * plan, line by line, so that other faults of the same node are left alone. Of the files in the nodes only those that a
 * CHILD_SA brings are changed: a link that is wired anew, or a node that is restarted, is as the lab file has it.
 */
export function replan({ plan }: PlannedLab, changed: Lab): Pick<FaultPlan, 'apply' | 'undo'> {
  const other = planLab(changed, plan.dataplane);
  return { apply: between(plan, other), undo: between(other, plan) };
}

function between(from: Plan, to: Plan): Deed[] {
  return to.nodes.flatMap((node) => {
    const before = from.nodes.find(({ name }) => name === node.name)!;
    const paths = new Set([...before.files, ...node.files].map(({ path }) => path));
    return [...paths].flatMap((path): Deed[] => {
      const [old, now] = [linesOf(before, path), linesOf(node, path)];
      const lost = old.filter((line) => !now.includes(line));
      const gained = now.filter((line) => !old.includes(line));
      const commands = commandsOf(path, lost, gained);
      return commands.length === 0 ? [] : [{ node: node.name, run: ['set -e', ...commands].join('\n') }];
    });
  });
}

const linesOf = ({ files }: NodePlan, path: string): string[] =>
  (files.find((file) => file.path === path)?.content ?? '').split('\n').filter((line) => line !== '');

/** Shell commands that take the lost lines of a file back and do the gained ones, whether or not that is done already. */
function commandsOf(path: string, lost: readonly string[], gained: readonly string[]): string[] {
  if (lost.length + gained.length === 0) return [];
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
