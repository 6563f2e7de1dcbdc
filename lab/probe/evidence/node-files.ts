import type { StartedLab } from '../../engine/started-lab.ts';
import { ikeFolder, viciSocket } from '../../plan/services/charon-paths.ts';
import { charonsOf } from '../../plan/services/find-charon.ts';
import { isOwnRouter, SCRIPT_RESULT } from '../../plan/services/router.ts';
import type { RouterPlan } from '../../plan/services/router.ts';
import type { DataplaneName, NodePlan } from '../../plan/types.ts';
import { BUDGETS_MS } from '../../wait/budgets.ts';
import { evidenceFile } from './evidence-file.ts';
import type { EvidenceFile } from './evidence-file.ts';

const LOG_LINES = 5000;

/** Those of each interface that decide what is forwarded. */
const SYSCTLS = ['rp_filter', 'forwarding', 'disable_policy', 'ignore_routes_with_linkdown', 'proxy_arp'].map(
  (name) => `conf/*/${name}`,
);

/** What is saved of a node: for each file the commands whose output it holds. */
export function nodeCommands(node: NodePlan, dataplane: DataplaneName): Record<string, readonly string[]> {
  const charons = charonsOf(node);
  const own = node.services.find(isOwnRouter);
  return {
    'routes.txt': [
      'ip rule show',
      'ip -4 route show table all',
      'ip -4 address show',
      'ip -d -s link show',
      'ip neighbour show',
    ],
    'firewall.txt': ['nft list ruleset', 'iptables-save -c'],
    'sysctls.txt': [`cd /proc/sys/net/ipv4 && grep . ip_forward ${SYSCTLS.join(' ')}`],
    ...((charons.length > 0 || own !== undefined) && dataplane === 'kernel'
      ? { 'xfrm.txt': ['ip -s xfrm state', 'ip -s xfrm policy'] }
      : {}),
    ...(charons.length > 0
      ? {
          'swanctl.conf': charons.map(({ name }) => `cat ${ikeFolder(name)}/swanctl.conf`),
          'ike.txt': charons.flatMap(({ name }) => [swanctlList('conns', name), swanctlList('sas', name)]),
        }
      : {}),
    ...(own === undefined ? {} : ownRouterFiles(own)),
  };
}

/** What an owner's own router says of itself by its own tools, and what became of its script, which is noted without keys. */
function ownRouterFiles({ daemon, script }: RouterPlan): Record<string, readonly string[]> {
  const ask = (command: string): string => `timeout ${BUDGETS_MS.evidence / 5000} ${command} 2>&1`;
  const strongswan = ['ipsec statusall', 'swanctl --list-conns', 'swanctl --list-sas'];
  return {
    'ike.txt': (daemon === 'libreswan' ? ['ipsec status'] : strongswan).map(ask),
    ...(script === null ? {} : { 'commands.json': [`cat ${SCRIPT_RESULT}`] }),
  };
}

/** A daemon that is stopped answers nothing; a router has two, and each is asked twice within the budget. */
function swanctlList(what: string, daemon: string): string {
  const list = `swanctl --list-${what} --uri unix://${viciSocket(daemon)}`;
  return `timeout ${BUDGETS_MS.evidence / 5000} ${list} 2>&1 | grep -v "^plugin " || echo none, or no answer`;
}

/** What is saved of every node, in a folder each; a node that does not run says so, and has its log all the same. */
export async function nodeFiles(running: StartedLab): Promise<EvidenceFile[]> {
  const files = running.plan.nodes.flatMap((node) => {
    const folder = `nodes/${node.name}`;
    const started = running.node(node.name);
    return [
      evidenceFile(`${folder}/log.txt`, () => started.log(LOG_LINES)),
      ...Object.entries(nodeCommands(node, running.dataplane)).map(([name, commands]) =>
        evidenceFile(`${folder}/${name}`, async () => {
          const { stdout } = await started.run(script(commands), { timeoutMs: BUDGETS_MS.evidence });
          return stdout;
        }),
      ),
    ];
  });
  return Promise.all(files);
}

/** Runs commands one after the other, each shown before what it says. */
function script(commands: readonly string[]): string {
  return commands.map((command) => `echo '# ${command}'; ${command} 2>&1; echo`).join('\n');
}
