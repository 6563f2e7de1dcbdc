import type { OwnRouter, RouterNote } from '../types.ts';
import { blocksOf, numberOf, secondsOf, textOf } from './conn-values.ts';
import { libreswanProposals, strongswanProposals } from './proposals.ts';
import type { ReadConn, Setting } from './read-conn.ts';

type Settings = ReadonlyMap<string, Setting>;
type Daemon = OwnRouter['daemon'];

const AUTO: Readonly<Record<string, ReadConn['auto']>> = {
  start: 'start',
  up: 'start',
  route: 'route',
  ondemand: 'route',
  add: 'add',
  keep: 'add',
};

const DPD_ACTION: Readonly<Record<string, ReadConn['dpdAction']>> = {
  clear: 'clear',
  hold: 'hold',
  restart: 'restart',
  restart_by_peer: 'restart',
};

/** Defaults in seconds: strongSwan's ipsec.conf(5), and libreswan's. */
const LIFETIMES = {
  strongswan: { ike: 10_800, child: 3600 },
  libreswan: { ike: 28_800, child: 28_800 },
} as const;

/** Reads a conn of an ipsec.conf from its merged settings, as the daemon would. */
export function readIpsecConn(
  { name, file, line }: Pick<ReadConn, 'name' | 'file' | 'line'>,
  settings: Settings,
  daemon: Daemon,
  notes: RouterNote[],
): ReadConn {
  const text = (...keys: readonly string[]): string | null => textOf(settings, ...keys);
  const seconds = (keys: readonly string[], byDefault: number): number =>
    secondsOf(settings, keys, byDefault, notes);
  const mark = text('mark');
  const interfaceId = numberOf((text('ipsec-interface') ?? '').replace(/^yes$/, '1'));
  const lifetimes = LIFETIMES[daemon];
  const ikeProposals = proposals(text('ike'), daemon);
  return {
    name,
    child: name,
    file,
    line,
    settings,
    keyExchange: isIkeV1(settings) ? 'ikev1' : 'ikev2',
    left: text('left'),
    right: text('right'),
    leftId: text('leftid'),
    rightId: text('rightid'),
    ikeProposals,
    espProposals: withGroup(proposals(text('esp', 'phase2alg'), daemon), ikeProposals, text('pfs'), daemon),
    ikeLifetimeSeconds: seconds(['ikelifetime'], lifetimes.ike),
    lifetimeSeconds: seconds(['salifetime', 'lifetime', 'keylife', 'ipsec-lifetime'], lifetimes.child),
    marginSeconds: seconds(['margintime', 'rekeymargin'], 540),
    fuzzPercent: Number(/^(\d+)%?$/.exec(text('rekeyfuzz') ?? '')?.[1] ?? 100),
    ...deadPeerDetection(settings, daemon, notes),
    auto: AUTO[text('auto') ?? ''] ?? 'ignore',
    leftSubnets: blocksOf(text('leftsubnet', 'leftsubnets')),
    rightSubnets: blocksOf(text('rightsubnet', 'rightsubnets')),
    markIn: numberOf(text('mark_in', 'mark-in') ?? mark),
    markOut: numberOf(text('mark_out', 'mark-out') ?? mark),
    ifIdIn: interfaceId,
    ifIdOut: interfaceId,
    updown: text('leftupdown'),
  };
}

/** strongSwan has `keyexchange`; libreswan has had `ikev2` as well. */
function isIkeV1(settings: Settings): boolean {
  const exchange = textOf(settings, 'keyexchange');
  return exchange === 'ikev1' || /^(no|never)$/.test(textOf(settings, 'ikev2') ?? '');
}

function proposals(value: string | null, daemon: Daemon): string[] {
  if (value === null) return [];
  return daemon === 'libreswan' ? libreswanProposals(value) : strongswanProposals(value);
}

/** libreswan does PFS unless told not to, in the group of the IKE_SA where the proposal names none. */
function withGroup(
  esp: readonly string[],
  ike: readonly string[],
  pfs: string | null,
  daemon: Daemon,
): readonly string[] {
  if (daemon === 'strongswan' || pfs === 'no') return esp;
  const group = /\b(?:modp|ecp|curve|x)\d+\w*$/;
  const ikeGroup = group.exec(ike[0] ?? '')?.[0];
  return ikeGroup === undefined
    ? esp
    : esp.map((proposal) => (group.test(proposal) ? proposal : `${proposal}-${ikeGroup}`));
}

/** strongSwan probes only with an action that is not `none`, its default; libreswan with a delay and a timeout. */
function deadPeerDetection(
  settings: Settings,
  daemon: Daemon,
  notes: RouterNote[],
): Pick<ReadConn, 'dpdAction' | 'dpdDelaySeconds' | 'dpdTimeoutSeconds'> {
  const dpdAction = DPD_ACTION[textOf(settings, 'dpdaction') ?? ''] ?? 'none';
  const probes = daemon === 'libreswan' || dpdAction !== 'none';
  return {
    dpdAction,
    dpdDelaySeconds: probes ? secondsOf(settings, ['dpddelay'], daemon === 'libreswan' ? 0 : 30, notes) : 0,
    dpdTimeoutSeconds: secondsOf(settings, ['dpdtimeout'], 150, notes),
  };
}
