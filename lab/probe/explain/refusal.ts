import type { Finding } from './live-explanation.ts';
import { printed, routeOf } from './live-node.ts';
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
      code: 'IP_FORWARDING_DISABLED',
      text: `${node} does not forward packets that are not for itself`,
      evidence: `${name} = ${value}`,
      cure: `set net.ipv4.ip_forward=1 on ${node}, and write it to /etc/sysctl.conf`,
    };
  }
  return null;
}

/** The kernel takes the greater of `all` and the interface's own; 1 is strict. */
async function reversePath(
  { scene, node, source, destination }: Visit,
  incoming: string,
): Promise<Finding | null> {
  const names = ['all', incoming].map((name) => `net.ipv4.conf.${name}.rp_filter`);
  const values = await Promise.all(names.map((name) => sysctl(scene, node, name)));
  if (Math.max(...values.map(Number)) !== 1) return null;
  const back = await routeOf(scene.lab, node, destination.address, source.address, null);
  if (back.dev === incoming) return null;
  return {
    code: 'REVERSE_PATH_FILTERED',
    text: `${node} drops what comes by ${incoming}, for its own route to ${source.address} leads to ${back.dev ?? 'nothing'}: the path is asymmetric`,
    evidence: [...names.map((name, index) => `${name} = ${values[index] ?? ''}`), back.evidence].join('; '),
    cure: `set net.ipv4.conf.all.rp_filter and that of ${incoming} to 2 (loose) on ${node}: AWS may answer on either tunnel`,
  };
}

async function tooLarge({ scene, node, passage, source, destination }: Visit): Promise<Finding | null> {
  const { dev, evidence } = await routeOf(scene.lab, node, source.address, destination.address, passage.in);
  if (dev === null) return null;
  const mtu = Number(await printed(scene.lab, node, `cat /sys/class/net/${dev}/mtu`));
  const length = Number(/\bip length (\d+)/.exec(passage.packet)?.[1]);
  if (!(length > mtu)) return null;
  return {
    code: 'PATH_MTU_EXCEEDED',
    text: `the packet has ${length} bytes and may not be fragmented, ${dev} of ${node} carries ${mtu}`,
    evidence: `${evidence}; MTU of ${dev}: ${mtu}`,
    cure: `send packets of at most ${mtu} bytes; for TCP, clamp the MSS to the path MTU on the router`,
  };
}

function sysctl({ lab }: Visit['scene'], node: string, name: string): Promise<string> {
  // A dot in an interface's name would be taken for a separator.
  return printed(lab, node, `cat '/proc/sys/${name.replaceAll('.', '/')}'`);
}
