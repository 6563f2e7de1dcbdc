import type { Problem } from '../../errors.ts';
import { given } from '../../given.ts';
import { isIpAddress } from '../../topology/cidr.ts';
import { keyFor, takeKeys } from '../../topology/router-config/keys.ts';
import type { FoundKey } from '../../topology/router-config/keys.ts';
import type { ReadConn } from '../../topology/router-config/read-conn.ts';
import { readConns } from '../../topology/router-config/read-conns.ts';
import type { SourceText } from '../../topology/router-config/router-files.ts';
import { readTunnelFacts } from '../../topology/router-config/script-facts.ts';
import type { InsideAddress } from '../../topology/router-config/script-facts.ts';
import type { DeviceTunnel } from '../ec2/device-configuration.ts';
import type { TunnelOption } from '../ec2/vpn.ts';

/** A tunnel as a router's own files have it. */
export interface RouterTunnel {
  readonly option: TunnelOption & { readonly OutsideIpAddress: string };
  readonly device: DeviceTunnel;
  /** The router's public address, as its files have it; null where they do not. */
  readonly customerAddress: string | null;
  readonly file: string;
  readonly line: number;
}

/** The tunnels that the texts of routers configure, each known by the address of AWS's end; what leads nowhere is noted. */
export function readRouterTunnels(texts: readonly SourceText[], notes: Problem[]): RouterTunnel[] {
  const keys: FoundKey[] = [];
  const clean = texts.map((text) => takeKeys(text, keys));
  const files = [...new Set(clean.map(({ from }) => from))];
  const conns = files
    .map((file) => readConns(clean.filter(({ from }) => from === file)))
    .flatMap((read) => {
      notes.push(...read.notes.map(({ file, line, text, why }) => ({ file, line, value: text, what: why })));
      return read.conns;
    });
  const { insideAddresses, destinations } = readTunnelFacts(clean, conns);
  const insideOf = insideBlocks(conns, insideAddresses);
  const blocks = [...new Set(destinations.map(({ block }) => block))];
  return conns.flatMap((conn) => {
    const { right, file, line } = conn;
    if (right === null || !isIpAddress(right)) {
      const what = 'leads to no address, and is left out: a tunnel is known by that of its end at AWS';
      notes.push({ file, line, key: `conn ${conn.name}`, what });
      return [];
    }
    const customerAddress =
      [conn.leftId, conn.left].find((each) => each !== null && isIpAddress(each)) ?? null;
    const key = keyFor(keys, { left: conn.leftId ?? customerAddress ?? '', right: conn.rightId ?? right });
    if (key === undefined)
      notes.push({
        file,
        line,
        key: `conn ${conn.name}`,
        what: 'has no pre-shared key in the files: the lab makes one',
      });
    const option = {
      OutsideIpAddress: right,
      ...given({ TunnelInsideCidr: insideOf.get(conn), PreSharedKey: key?.preSharedKey ?? undefined }),
    };
    return [{ option, device: deviceOf(conn, right, blocks, notes), customerAddress, file, line }];
  });
}

/** The inside block of each connection: the one that the files tie to it, or the next that they tie to none. */
function insideBlocks(
  conns: readonly ReadConn[],
  addresses: readonly InsideAddress[],
): ReadonlyMap<ReadConn, string> {
  const loose = addresses.filter(({ conn }) => conn === null);
  return new Map(
    conns.flatMap((conn) => {
      const block = addresses.find((each) => each.conn === conn)?.block ?? loose.shift()?.block;
      return block === undefined ? [] : [[conn, block] as const];
    }),
  );
}

function deviceOf(
  conn: ReadConn,
  outside: string,
  destinations: readonly string[],
  notes: Problem[],
): DeviceTunnel {
  const { file, line, ikeProposals, espProposals, leftSubnets, rightSubnets, auto } = conn;
  for (const key of ['leftsubnet', 'rightsubnet']) {
    const setting = conn.settings.get(key);
    if (!setting?.value.includes('<')) continue;
    const what = `is for its owner to fill in, as ${setting.value} says: the router has 0.0.0.0/0`;
    notes.push({ file: setting.file, line: setting.line, key, what });
  }
  const isStarted = auto === 'start';
  if (!isStarted)
    notes.push({ file, line, key: `conn ${conn.name}`, what: `is not started by itself, nor in the lab` });
  const narrow = ([block]: readonly string[]): string | undefined =>
    block === '0.0.0.0/0' ? undefined : block;
  const remote = narrow(rightSubnets);
  return {
    OutsideIpAddress: outside,
    KeyExchange: conn.keyExchange,
    ...(ikeProposals.length > 0 && { IkeProposals: ikeProposals }),
    ...(espProposals.length > 0 && { EspProposals: espProposals }),
    IkeLifetimeSeconds: conn.ikeLifetimeSeconds,
    LifetimeSeconds: conn.lifetimeSeconds,
    ...(conn.dpdDelaySeconds > 0 && {
      DpdDelaySeconds: conn.dpdDelaySeconds,
      DpdTimeoutSeconds: conn.dpdTimeoutSeconds,
    }),
    ...(!isStarted && { Auto: auto === 'route' ? ('route' as const) : ('add' as const) }),
    ...given({ LeftSubnet: narrow(leftSubnets), RightSubnet: remote }),
    Destinations: remote === undefined ? destinations : [remote, ...destinations],
  };
}
