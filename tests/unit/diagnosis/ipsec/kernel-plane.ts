import { sceneOf } from '../../../../lab/diagnosis/diagnose.ts';
import type { ChildSa, IkeSa } from '../../../../lab/ike/sa.ts';
import type { Hop } from '../../../../lab/diagnosis/hop.ts';
import type { KernelState, NodeObservation } from '../../../../lab/diagnosis/observation.ts';
import type { Scene } from '../../../../lab/diagnosis/scene.ts';
import type { Leg, Passage } from '../../../../lab/diagnosis/trace.ts';
import { walk } from '../../../../lab/diagnosis/walk.ts';
import type { Lab, Router, RouterConnection } from '../../../../lab/topology/types.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';
import { recorded, withKernel } from '../recorded.ts';

export const ROUTER = 'onprem-router';
export const HERE = '10.30.12.85';
export const AWS_1 = '43.200.198.51';
export const AWS_2 = '43.203.78.35';

/** `ip -o -d link show` of a VTI. */
export const vti = (name: string, remote: string, ikey: number, okey = ikey): string =>
  `9: ${name}@NONE: <POINTOPOINT,NOARP,UP,LOWER_UP> mtu 1419 qdisc noqueue state UNKNOWN\\    link/ipip ${HERE} peer ${remote} promiscuity 0 \\    vti remote ${remote} local ${HERE} ikey 0.0.0.${ikey} okey 0.0.0.${okey} numtxqueues 1`;

/** `ip -o -d link show` of an XFRM interface. */
export const xfrm = (name: string, ifId: number): string =>
  `9: ${name}@eth0: <NOARP,UP,LOWER_UP> mtu 1419 qdisc noqueue state UNKNOWN\\    link/none  promiscuity 0 \\    xfrm if_id 0x${ifId.toString(16)} addrgenmode none numtxqueues 1`;

/** The policies that charon installs for a CHILD_SA. */
export function policies(
  remote: string,
  key: { readonly mark?: number; readonly ifId?: number },
  [left, right]: readonly [string, string] = ['0.0.0.0/0', '0.0.0.0/0'],
): string[] {
  const mark = key.mark === undefined ? [] : [`\tmark 0x${key.mark.toString(16)}/0xffffffff`];
  const ifId = key.ifId === undefined ? [] : [`\tif_id 0x${key.ifId.toString(16)}`];
  return ['out', 'fwd', 'in'].flatMap((direction) => {
    const [from, to, source, destination] =
      direction === 'out' ? [left, right, HERE, remote] : [right, left, remote, HERE];
    return [
      `src ${from} dst ${to}`,
      `\tdir ${direction} priority 399999 ptype main`,
      ...mark,
      `\ttmpl src ${source} dst ${destination}`,
      '\t\tproto esp reqid 1 mode tunnel',
      ...ifId,
    ];
  });
}

/** The SAs that charon installs for the CHILD_SAs of an IKE_SA. */
function statesOf({ localHost, remoteHost, childSas }: IkeSa): string[] {
  const state = (from: string, to: string, spi: string | null): string[] => [
    `src ${from} dst ${to}`,
    `\tproto esp spi 0x${spi} reqid 1 mode tunnel`,
  ];
  return childSas.flatMap(({ spiIn, spiOut }) => [
    ...state(localHost, remoteHost, spiOut),
    ...state(remoteHost, localHost, spiIn),
  ]);
}

/** What differs from the reference lab that answers. */
export interface Difference {
  readonly kernel?: Partial<KernelState>;
  readonly connections?: Partial<RouterConnection>;
  readonly router?: Partial<Router>;
  /** What else was read of the router. */
  readonly node?: Partial<NodeObservation>;
  /** What else was read of AWS's end of its first tunnel. */
  readonly endpoint?: Partial<NodeObservation>;
  /** What the router's CHILD_SAs have. */
  readonly childSas?: Partial<ChildSa>;
  /** What was seen of the packet at nodes; null: nothing. */
  readonly seen?: Partial<Record<Leg, Readonly<Record<string, Partial<Passage> | null>>>>;
}

/** The reference lab with another router, whose kernel does IPsec, and the packet seen so. */
export function sceneWith({
  kernel = {},
  connections = {},
  router = {},
  node = {},
  endpoint = {},
  childSas = {},
  seen = {},
}: Difference): Scene {
  const change = (more: Partial<Router>): Lab => ({
    ...referenceLab,
    customerGateways: referenceLab.customerGateways.map((gateway) => {
      const ours = gateway.router.connections.map((each) => ({ ...each, ...connections }));
      return { ...gateway, router: { ...gateway.router, connections: ours, ...more } };
    }),
  });
  const answered = structuredClone(recorded('answered'));
  const isInKernel = kernel.policies !== undefined || router.own?.daemon === 'libreswan';
  const dataplane = isInKernel ? 'kernel' : 'userspace';
  const recording = { ...answered, observation: { ...answered.observation, dataplane } } as const;
  const own = kernel.links ?? [];
  const nameOf = (link: string): string | undefined => /^\d+: (\w[^@:]*)/.exec(link)?.[1];
  const others = recording.observation.nodes[ROUTER]!.kernel!.links.filter(
    (link) => !own.some((each) => nameOf(each) === nameOf(link)),
  );
  Object.assign(recording.observation.nodes[ROUTER]!, node);
  Object.assign(recording.observation.nodes['tunnel-1']!, endpoint);
  const { daemons } = recording.observation.nodes[ROUTER]!;
  for (const { sas } of Object.values(daemons))
    for (const childSa of (sas ?? []).flatMap((each) => each.childSas))
      Object.assign(childSa, { ifIdIn: 0, ifIdOut: 0 }, childSas);
  const states = Object.values(daemons).flatMap(({ sas }) => (sas ?? []).flatMap(statesOf));
  const sections = { states, ...kernel, links: [...others, ...own] };
  const scene = sceneOf(change({}), withKernel(recording, ROUTER, sections));
  const packets = { ...scene.trace.packets };
  for (const leg of ['forward', 'return'] as const) {
    const nodes = Object.entries(seen[leg] ?? {});
    const { [leg]: before } = packets;
    const changed = nodes.flatMap(([node, passage]) =>
      passage === null ? [] : [[node, { ...(before[node] ?? before['tunnel-1']!), ...passage }] as const],
    );
    const kept = Object.entries(before).filter(([node]) => nodes.every(([name]) => name !== node));
    packets[leg] = Object.fromEntries([...kept, ...changed]);
  }
  return { ...scene, lab: change(router), trace: { ...scene.trace, packets, received: 0 } };
}

/** What is said of where the packet ends. */
export function endOf(difference: Difference): Hop {
  return walk(sceneWith(difference)).at(-1)!;
}

/** The request goes into the tunnel at the router and is seen nowhere after that. */
export const LOST_IN_TUNNEL: NonNullable<Difference['seen']> = {
  forward: { 'tunnel-1': null, tgw: null, 'vpc-a': null, 'vpc-a-host': null },
};
