import { because } from '../../causes/catalogue.ts';
import type { StartedLab } from '../../engine/started-lab.ts';
import { FABRIC } from '../../topology/names.ts';
import type { Finding, NodeCommand } from './live-explanation.ts';
import { printed, routeOf } from './live-node.ts';
import type { RouteAnswer } from './live-node.ts';
import type { Visit } from './visit.ts';

/** What a node's kernel settings have against a packet that was let in and went no further; null if nothing. */
export async function refusalOf(visit: Visit): Promise<Finding | null> {
  const { passage } = visit;
  if (passage.in === null) return tooLarge(visit);
  return (
    (await notForwarding(visit, passage.in)) ?? (await reversePath(visit, passage.in)) ?? tooLarge(visit)
  );
}

async function notForwarding({ scene, node }: Visit, incoming: string): Promise<Finding | null> {
  for (const name of ['net.ipv4.ip_forward', `net.ipv4.conf.${incoming}.forwarding`]) {
    const value = await sysctl(scene, node, name);
    if (value !== '0') continue;
    return {
      ...because('ipForwardingDisabled', { node }),
      evidence: `${name} = ${value}`,
      repair: setSysctls(node, [name], 1),
    };
  }
  return null;
}

/** The kernel takes the greater of `all` and the interface's own; 1 is strict. */
async function reversePath({ scene, node, source }: Visit, incoming: string): Promise<Finding | null> {
  const names = ['all', incoming].map((name) => `net.ipv4.conf.${name}.rp_filter`);
  const values = await Promise.all(names.map((name) => sysctl(scene, node, name)));
  if (Math.max(...values.map(Number)) !== 1) return null;
  const back = await ownRoute(scene.lab, node, source.address);
  if (back.dev === incoming) return null;
  return {
    ...because('reversePathFiltered', {
      node,
      interface: incoming,
      source: source.address,
      whereTo: back.dev === null ? 'nowhere' : `to ${back.dev}`,
    }),
    evidence: [...names.map((name, index) => `${name} = ${values[index] ?? ''}`), back.evidence].join('; '),
    repair: setSysctls(node, names, 2),
  };
}

async function tooLarge({ scene, node, passage, source, destination }: Visit): Promise<Finding | null> {
  const { dev, evidence } = await routeOf(scene.lab, node, source.address, destination.address, passage.in);
  if (dev === null) return null;
  const mtu = Number(await printed(scene.lab, node, `cat /sys/class/net/${dev}/mtu`));
  const length = Number(/\bip length (\d+)/.exec(passage.packet)?.[1]);
  if (!(length > mtu)) return null;
  return {
    ...because('interfaceMtuExceeded', { length, interface: dev, node, mtu }),
    evidence: `${evidence}; MTU of ${dev}: ${mtu}`,
  };
}

/** The route that the node itself would take there: the kernel does not tell that of a packet with a foreign source. */
async function ownRoute(
  lab: StartedLab,
  node: string,
  destination: string,
): Promise<Pick<RouteAnswer, 'dev' | 'evidence'>> {
  const command = `ip route get fibmatch ${destination}`;
  const [answer = ''] = (await printed(lab, node, command)).split('\n');
  return { dev: /\bdev (\S+)/.exec(answer)?.[1] ?? null, evidence: `${command}: ${answer.trim()}` };
}

/** The path below /proc/sys: a dot in an interface's name would be taken for a separator. */
const sysctlPath = (name: string): string => name.replaceAll('.', '/');

function sysctl({ lab }: Visit['scene'], node: string, name: string): Promise<string> {
  return printed(lab, node, `cat '/proc/sys/${sysctlPath(name)}'`);
}

/** Containers may not write them; the fabric may. */
function setSysctls(node: string, names: readonly string[], value: number): NodeCommand {
  const settings = names.map((name) => `'${sysctlPath(name)}=${value}'`).join(' ');
  return { node: FABRIC, command: `s2s-sysctl ${node} ${settings}` };
}
