import { renderStrongswanConf } from '../ike/strongswan-conf.ts';
import { renderSecret, renderSwanctl } from '../ike/swanctl.ts';
import { TIMERS } from '../topology/timers.ts';
import type { TimerProfile } from '../topology/types.ts';
import type { DaemonPlan } from './dataplane/types.ts';
import type { DataplaneName, PlanFile } from './types.ts';

/** What a node is given, in the terms of s2s-node in images/node. Commands are those of `ip -batch`. */
export interface NodeSetup {
  readonly setup?: readonly string[];
  readonly firewall?: string;
  /** Lines of `iptables-restore` for the mangle table. */
  readonly mangle?: readonly string[];
  /** Commands by interface. */
  readonly links: Readonly<Record<string, readonly string[]>>;
}

/**
 * Linux asks again after a second for a neighbour that did not answer. While a lab starts or a node restarts, many do not
 * yet.
 */
export const askSoon = (device: string): string => `ntable change name arp_cache dev ${device} retrans 100`;

const batch = (commands: readonly string[]): string => commands.map((command) => `${command}\n`).join('');

/** The files under /etc/s2s that s2s-node in images/node applies; plan.ts adds what every node has. */
export function nodeFiles(node: NodeSetup): PlanFile[] {
  const files: PlanFile[] = [
    ...Object.entries(node.links).map(([name, commands]) => ({
      path: `/etc/s2s/links/${name}.ip`,
      content: batch([...commands, askSoon(name)]),
    })),
  ];
  if (node.firewall !== undefined && node.firewall !== '') {
    files.push({ path: '/etc/s2s/firewall.nft', content: node.firewall });
  }
  files.push({ path: '/etc/s2s/setup.ip', content: batch(['link set dev lo up', ...(node.setup ?? [])]) });
  if (node.mangle !== undefined && node.mangle.length > 0) {
    files.push({ path: '/etc/s2s/mangle.rules', content: `*mangle\n${batch(node.mangle)}COMMIT\n` });
  }
  return files;
}

/** The files under /etc/s2s/ike that s2s-ike in images/vpn reads, for every charon of a node. */
export function ikeFiles(
  daemons: readonly DaemonPlan[],
  dataplane: DataplaneName,
  timers: TimerProfile,
): PlanFile[] {
  const { retransmit } = TIMERS[timers];
  return daemons.flatMap((daemon) => {
    const folder = ikeFolder(daemon.name);
    const files: PlanFile[] = [
      {
        path: `${folder}/strongswan.conf`,
        content: renderStrongswanConf({
          dataplane,
          ...(retransmit === null ? {} : { retransmit }),
          viciSocket: viciSocket(daemon.name),
          port: daemon.port,
          portNatT: daemon.portNatT,
        }),
      },
      { path: `${folder}/swanctl.conf`, content: renderSwanctl(daemon.connections) },
      ...daemon.connections.map((connection) => ({
        path: `${folder}/secrets/${connection.name}`,
        content: renderSecret(connection),
      })),
    ];
    if (daemon.tun !== null) {
      files.push({ path: `${folder}/tun`, content: `${daemon.tun.name}\n` });
      files.push({ path: `${folder}/tun.ip`, content: batch(daemon.tun.commands) });
    }
    if (daemon.initiates) files.push({ path: `${folder}/initiator`, content: 'yes\n' });
    return files;
  });
}

/** Path in a node of the script that strongSwan is to call for a connection that has {@link childSaFiles}. */
export const UPDOWN = '/usr/local/sbin/s2s-updown';

/** Marks the routes that live and die with a CHILD_SA, so that s2s-fabric in images/fabric takes no notice of them. */
export const CHILD_SA_PROTOCOL = 201;

/** What of a node lives and dies with the CHILD_SA of one connection, as commands of `ip -batch`. */
export interface ChildSaSetup {
  readonly connection: string;
  readonly up: readonly string[];
  readonly down: readonly string[];
}

/** The files under /etc/s2s/sa that s2s-updown in images/vpn and s2s-ike apply. */
export function childSaFiles({ connection, up, down }: ChildSaSetup): PlanFile[] {
  return [
    { path: `/etc/s2s/sa/${connection}.up.ip`, content: batch(up) },
    { path: `/etc/s2s/sa/${connection}.down.ip`, content: batch(down) },
  ];
}

/** Name and connections of each charon, for whoever speaks to it later. */
export function daemonNames(daemons: readonly DaemonPlan[]): { name: string; connections: string[] }[] {
  return daemons.map(({ name, connections }) => ({
    name,
    connections: connections.map((each) => each.name),
  }));
}

/** Folder in a node that holds the pre-shared key of one connection, in a file `psk`. */
export function pskFolder(connection: string): string {
  return `/var/lib/s2s/psk/${connection}`;
}

/** Folder in a node of the files that one of its charon daemons is started with (s2s-ike in images/vpn). */
export function ikeFolder(daemon: string): string {
  return `/etc/s2s/ike/${daemon}`;
}

/** Folder of what a daemon has while it runs: its socket, its `pid`, and its `swanctl.conf` with the keys in it. */
export function ikeRunFolder(daemon: string): string {
  return `/run/s2s/ike/${daemon}`;
}

/** Path of a daemon's VICI socket inside its node. */
export function viciSocket(daemon: string): string {
  return `${ikeRunFolder(daemon)}/vici`;
}
