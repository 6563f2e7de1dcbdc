import { isIpAddress } from '../cidr.ts';
import { ROUTER_CONNECTION_DEFAULTS } from '../defaults.ts';
import { insideAddresses } from '../graph/tunnels.ts';
import type { RouterConnection, Tunnel } from '../types.ts';
import type { ReadConn } from './read-conn.ts';

/**
 * What strongSwan proposes where a conn names nothing, and behind what it names unless that ends with `!`
 * (src/libstrongswan/crypto/proposal/proposal.c), as far as AWS takes it.
 */
const DEFAULT_PROPOSALS = {
  ike: [
    'aes128-aes192-aes256-sha256-sha384-sha512-sha1-ecp256-ecp384-ecp521-modp3072-modp4096-modp6144-modp8192-modp2048',
    'aes128gcm16-aes256gcm16-prfsha256-prfsha384-prfsha512-ecp256-ecp384-ecp521-modp3072-modp4096-modp8192-modp2048',
  ],
  /** Without a group: no PFS. */
  esp: ['aes128gcm16-aes256gcm16', 'aes128-aes192-aes256-sha256-sha384-sha512-sha1'],
} as const;

/**
 * A connection of a router's own files as the lab has it, for the tunnel that it leads to. What the files do not say,
 * the router's kernel does: the interface is null, and the inside addresses are those of the tunnel.
 */
export function resolveReadConn(
  conn: ReadConn,
  tunnel: Tunnel,
  { privateIpAddress }: { readonly privateIpAddress: string },
): RouterConnection {
  const local = conn.left !== null && isIpAddress(conn.left) ? conn.left : privateIpAddress;
  const { aws, customer } = insideAddresses(tunnel);
  const { keyExchange, ikeLifetimeSeconds, lifetimeSeconds, marginSeconds, fuzzPercent } = conn;
  return {
    name: conn.name,
    childSa: conn.child,
    interface: null,
    daemon: null,
    tunnel: tunnel.name,
    keyExchange,
    leftId: conn.leftId ?? local,
    right: conn.right ?? '',
    ikeProposals: offered(conn, 'ike'),
    espProposals: offered(conn, 'esp'),
    ikeLifetimeSeconds,
    lifetimeSeconds,
    marginSeconds,
    fuzzPercent,
    dpdDelaySeconds: conn.dpdDelaySeconds,
    dpdTimeoutSeconds: conn.dpdTimeoutSeconds,
    dpdAction: conn.dpdAction === 'hold' ? 'clear' : conn.dpdAction,
    auto: conn.auto === 'ignore' ? 'add' : conn.auto,
    leftSubnets: orElse(conn.leftSubnets, `${local}/32`),
    rightSubnets: orElse(conn.rightSubnets, `${tunnel.outsideIpAddress}/32`),
    mark: conn.markOut ?? conn.ifIdOut ?? 0,
    preSharedKey: null,
    insideLocal: `${customer}/30`,
    insideRemote: `${aws}/30`,
    mtu: ROUTER_CONNECTION_DEFAULTS.mtu,
  };
}

/** In an ipsec.conf of strongSwan the defaults stand behind what is named; in any file they stand where nothing is. */
function offered(conn: ReadConn, kind: 'ike' | 'esp'): readonly string[] {
  const named = kind === 'ike' ? conn.ikeProposals : conn.espProposals;
  if (named.length === 0) return DEFAULT_PROPOSALS[kind];
  const written = conn.settings.get(kind)?.value;
  const isOpen = written !== undefined && !/[!;+]/.test(written) && !conn.settings.has('phase2alg');
  return isOpen ? [...named, ...DEFAULT_PROPOSALS[kind]] : named;
}

const orElse = (list: readonly string[], byDefault: string): readonly string[] =>
  list.length > 0 ? list : [byDefault];
