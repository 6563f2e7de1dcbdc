import type { LoadedChild, LoadedConn } from '../../ike/loaded-conn.ts';
import { contains, isCidrBlock, isIpAddress } from '../../topology/cidr.ts';
import { ROUTER_CONNECTION_DEFAULTS } from '../../topology/defaults.ts';
import { insideAddresses, tunnelsOf } from '../../topology/graph/tunnels.ts';
import type { ReadConn } from '../../topology/router-config/read-conn.ts';
import { resolveReadConn } from '../../topology/router-config/resolve-read-conn.ts';
import type { CustomerGateway, Lab, OwnRouter, RouterConnection, Tunnel } from '../../topology/types.ts';
import { isInitiatedBy } from './initiated-by-script.ts';
import type { SeenRouter } from './seen-router.ts';
import { tunnelDeviceOf } from './tunnel-device.ts';
import type { Binding } from './tunnel-device.ts';

/** A connection as a daemon has it, with what the files say of it where they do. */
interface Conn {
  readonly name: string;
  readonly daemon: string | null;
  readonly remotes: readonly string[];
  readonly loaded: LoadedConn | null;
  readonly read: ReadConn | undefined;
}

/**
 * The connections that a router has for the tunnels of its customer gateway: of each tunnel that one which leads to its
 * outside address. One that no daemon has loaded is not there, whatever the files say. Where several lead to one tunnel,
 * the first stands for all, with the selectors of all.
 */
export function connectionsOf(
  lab: Lab,
  gateway: CustomerGateway,
  own: OwnRouter,
  seen: SeenRouter,
): RouterConnection[] {
  const conns = own.daemon === 'libreswan' ? configuredConns(seen) : loadedConns(seen);
  return tunnelsOf(lab)
    .filter(({ customerGateway }) => customerGateway.name === gateway.name)
    .flatMap(({ tunnel }) => {
      const toTunnel = conns.filter(({ remotes }) => remotes.includes(tunnel.outsideIpAddress));
      return toTunnel.length === 0 ? [] : [connectionOf(gateway, own, seen, tunnel, toTunnel)];
    });
}

function loadedConns({ daemons, conns }: SeenRouter): Conn[] {
  return Object.entries(daemons).flatMap(([daemon, loaded]) =>
    loaded.map((each) => ({
      name: each.name,
      daemon,
      remotes: each.remoteAddresses,
      loaded: each,
      read: conns.find(({ name }) => name === each.name),
    })),
  );
}

function configuredConns({ conns }: SeenRouter): Conn[] {
  return conns
    .filter(({ auto }) => auto !== 'ignore')
    .map((read) => ({ name: read.name, daemon: null, remotes: [read.right ?? ''], loaded: null, read }));
}

function connectionOf(
  { router }: CustomerGateway,
  own: OwnRouter,
  seen: SeenRouter,
  tunnel: Tunnel,
  conns: readonly Conn[],
): RouterConnection {
  const { name, daemon, loaded, read } = conns[0]!;
  const binding = { mark: read?.markOut ?? 0, ifId: read?.ifIdOut ?? 0 };
  const device = tunnelDeviceOf(seen.kernel, tunnel, binding);
  const { aws, customer } = insideAddresses(tunnel);
  const selectors = (of: 'local' | 'remote'): string[] =>
    selectorsOf(conns, of, of === 'local' ? router.privateIpAddress : tunnel.outsideIpAddress);
  return {
    ...(read === undefined ? UNTOLD : resolveReadConn(read, tunnel, router)),
    ...(loaded === null ? {} : { dpdDelaySeconds: loaded.dpdDelaySeconds }),
    name,
    childSa: loaded?.children[0]?.name ?? read?.child ?? name,
    interface: device?.name ?? null,
    daemon,
    tunnel: tunnel.name,
    keyExchange: loaded?.keyExchange ?? read?.keyExchange ?? 'ikev2',
    leftId: loaded?.localId ?? read?.leftId ?? router.privateIpAddress,
    right: tunnel.outsideIpAddress,
    ...(isInitiatedBy(own.script, name) ? { auto: 'start' as const } : {}),
    leftSubnets: selectors('local'),
    rightSubnets: selectors('remote'),
    mark: markOf(binding),
    preSharedKey: own.keys.find((key) => key.tunnel === tunnel.name)?.preSharedKey ?? null,
    insideLocal: `${device?.inside ?? customer}/30`,
    insideRemote: `${aws}/30`,
    mtu: device?.mtu ?? ROUTER_CONNECTION_DEFAULTS.mtu,
  };
}

const markOf = ({ mark, ifId }: Binding): number => (mark === 0 ? ifId : mark);

/** What VICI does not tell, where no file does either: then nobody knows. */
const UNTOLD = {
  ...ROUTER_CONNECTION_DEFAULTS,
  ...{ ikeProposals: [], espProposals: [], dpdDelaySeconds: 0, dpdTimeoutSeconds: 0 },
  dpdAction: 'none' as const,
  auto: 'add' as const,
};

/** The selectors of all connections of a tunnel, as blocks. */
function selectorsOf(conns: readonly Conn[], end: 'local' | 'remote', ownAddress: string): string[] {
  const ofChild = ({ localTs, remoteTs }: LoadedChild): readonly string[] =>
    end === 'local' ? localTs : remoteTs;
  const blocks = conns.flatMap(({ loaded, read }) =>
    loaded === null
      ? orOwn(end === 'local' ? read?.leftSubnets : read?.rightSubnets, ownAddress)
      : loaded.children.flatMap(ofChild).flatMap((selector) => blockOf(selector, ownAddress)),
  );
  return [...new Set(blocks)];
}

const orOwn = (blocks: readonly string[] | undefined, ownAddress: string): readonly string[] =>
  blocks === undefined || blocks.length === 0 ? [`${ownAddress}/32`] : blocks;

/** A selector without its protocol and port; none of what is no IPv4 block. */
function blockOf(selector: string, ownAddress: string): string[] {
  const [text = ''] = selector.split('[');
  if (text === 'dynamic') return [`${ownAddress}/32`];
  if (isIpAddress(text)) return [`${text}/32`];
  return isCidrBlock(text) ? [text] : [];
}

/** Whether a policy-based connection takes what goes from one address to another. */
export function selects(
  { leftSubnets, rightSubnets }: RouterConnection,
  source: string,
  destination: string,
): boolean {
  const has = (blocks: readonly string[], address: string): boolean =>
    blocks.some((block) => contains(block, address));
  return has(leftSubnets, source) && has(rightSubnets, destination);
}
