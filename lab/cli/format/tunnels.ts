import type { Colours } from './colours.ts';
import type { TunnelView } from '../tunnel-view.ts';
import { section, table } from './table.ts';

const UNKNOWN = '-';

/** The tunnels side by side, a block for each VPN connection. */
export function formatTunnels(tunnels: readonly TunnelView[], c: Colours): string {
  const connections = [...new Set(tunnels.map(({ vpnConnection }) => vpnConnection))];
  return connections
    .map((name) => {
      const members = tunnels.filter(({ vpnConnection }) => vpnConnection === name);
      const title = `Tunnels of VPN connection ${name}, as ${members[0]?.router ?? ''} sees them`;
      return section(title, formatConnection(members, c), c);
    })
    .join('\n\n');
}

function formatConnection(tunnels: readonly TunnelView[], c: Colours): string {
  const row = (title: string, cell: (tunnel: TunnelView) => string | null): string[] => [
    c.dim(title),
    ...tunnels.map((tunnel) => cell(tunnel) ?? UNKNOWN),
  ];
  return table(
    [],
    [
      row('', ({ connection, tunnel }) => c.bold(connection ?? `${tunnel}: not configured on the router`)),
      row('AWS endpoint', ({ tunnel }) => tunnel),
      row('IKE_SA', ({ ikeState, ikeVersion }) =>
        ikeState === null
          ? c.red('none')
          : `${good(ikeState, ikeState === 'ESTABLISHED', c)}, ${ikeVersion ?? UNKNOWN}`,
      ),
      row('IKE proposal', ({ ikeProposal }) => ikeProposal),
      row('CHILD_SA', ({ espState }) =>
        espState === null ? c.red('none') : good(espState, espState === 'INSTALLED', c),
      ),
      row('ESP proposal', ({ espProposal }) => espProposal),
      row('NAT-T', ({ natTraversal }) => natText(natTraversal)),
      row('outside', ({ outside }) => `${outside.customer} <-> ${outside.aws}`),
      row('inside', ({ inside }) => `${inside.customer} <-> ${inside.aws}`),
      row('in', ({ traffic }) => traffic && formatTraffic(traffic.packetsIn, traffic.bytesIn)),
      row('out', ({ traffic }) => traffic && formatTraffic(traffic.packetsOut, traffic.bytesOut)),
    ],
    c,
  );
}

const good = (text: string, isGood: boolean, c: Colours): string => (isGood ? c.green(text) : c.red(text));

function natText(natTraversal: boolean | null): string | null {
  if (natTraversal === null) return null;
  return natTraversal ? 'yes, ESP in UDP' : 'no';
}

function formatTraffic(packets: number, bytes: number): string {
  return `${packets} packet${packets === 1 ? '' : 's'}, ${formatBytes(bytes)}`;
}

/** Bytes with the unit that leaves one to three digits before the point. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit] ?? ''}`;
}

/** A line for each tunnel that is not up. */
export function formatDownTunnels(tunnels: readonly TunnelView[], c: Colours): string[] {
  return tunnels
    .filter(({ up }) => !up)
    .map(({ tunnel, connection, downAsConfigured, ikeState, espState }) => {
      const name = connection === null ? tunnel : `${connection} (${tunnel})`;
      if (downAsConfigured !== null)
        return c.dim(`Tunnel ${name} is down as configured: ${downAsConfigured}.`);
      return c.red(`Tunnel ${name} is down: ${ikeState ?? 'no IKE_SA'}, ${espState ?? 'no CHILD_SA'}.`);
    });
}
