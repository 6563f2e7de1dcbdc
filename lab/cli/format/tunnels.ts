import type { Colours } from './colours.ts';
import type { BgpView, EndpointView, TunnelView } from '../../view/tunnels.ts';
import { section, table } from './table.ts';

const UNKNOWN = '-';

/** The tunnels side by side, a block for each VPN connection. */
export function formatTunnels(tunnels: readonly TunnelView[], c: Colours): string {
  const vpns = [...new Set(tunnels.map(({ vpnConnection }) => vpnConnection))];
  return vpns
    .map((name) => {
      const members = tunnels.filter(({ vpnConnection }) => vpnConnection === name);
      const title = `Tunnels of VPN connection ${name}, as ${members[0]?.router ?? ''} and AWS see them`;
      return section(title, formatVpnConnection(members, c), c);
    })
    .join('\n\n');
}

function formatVpnConnection(tunnels: readonly TunnelView[], c: Colours): string {
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
      row('SAs at AWS', ({ endpoint }) => endpointText(endpoint, c)),
      ...sessionProtocols(tunnels).map((protocol) => row(protocol, ({ bgp }) => bgp && bgpText(bgp, c))),
      row('NAT-T', natText),
      row('outside', ({ outside }) => outsideText(outside, c)),
      row('inside', ({ inside }) => `${inside.customer} <-> ${inside.aws}`),
      row('in', ({ traffic }) => traffic && formatTraffic(traffic.packetsIn, traffic.bytesIn)),
      row('out', ({ traffic }) => traffic && formatTraffic(traffic.packetsOut, traffic.bytesOut)),
    ],
    c,
  );
}

/** What the tunnels of a VPN connection speak, one or none. */
function sessionProtocols(tunnels: readonly TunnelView[]): string[] {
  const sessions = tunnels.flatMap(({ bgp }) => bgp ?? []);
  const said = sessions.map(({ protocol }) => protocol).find((protocol) => protocol !== null);
  return sessions.length === 0 ? [] : [said ?? 'BGP'];
}

const good = (text: string, isGood: boolean, c: Colours): string => (isGood ? c.green(text) : c.red(text));

function endpointText({ process, ikeState, espState }: EndpointView, c: Colours): string {
  if (process !== 'running') return c.red(PROCESS[process]);
  const isGood = ikeState === 'ESTABLISHED' && espState !== null;
  return good(`${ikeState ?? 'no IKE_SA'}, ${espState ?? 'no CHILD_SA'}`, isGood, c);
}

/** A session in a few words. */
export function bgpText({ state, statusMessage, lastError }: BgpView, c: Colours): string {
  if (statusMessage !== null) return `${c.green(state ?? UNKNOWN)}, ${statusMessage}`;
  const words = state ?? 'BIRD does not run';
  return c.red(lastError === null ? words : `${words} (${lastError})`);
}

const PROCESS = { absent: 'charon does not run', stopped: 'charon is stopped', running: 'charon runs' };

/** AWS may have the router at another address than the lab file: the SA follows a NAT that changes. */
function outsideText({ customer, customerNow, aws }: TunnelView['outside'], c: Colours): string {
  if (customerNow === null || customerNow === customer) return `${customer} <-> ${aws}`;
  return `${c.yellow(customerNow)} <-> ${aws} (lab file: ${customer})`;
}

function natText({ natTraversal, encapsulationForced, accelerated }: TunnelView): string | null {
  if (natTraversal === null) return null;
  if (encapsulationForced && accelerated) return 'no NAT; ESP in UDP by the accelerated connection';
  if (encapsulationForced) return 'no NAT; ESP in UDP by the data plane';
  return natTraversal ? 'yes, ESP in UDP' : 'no, bare ESP';
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

/** A line for each tunnel that is not up, with what each end has; one that nobody is to bring up is down as configured. */
export function formatDownTunnels(tunnels: readonly TunnelView[], c: Colours): string[] {
  return tunnels
    .filter(({ up }) => !up)
    .map(({ tunnel, connection, router, downAsConfigured, ikeState, espState, endpoint, bgp }) => {
      const name = connection === null ? tunnel : `${connection} (${tunnel})`;
      if (downAsConfigured !== null)
        return c.dim(`Tunnel ${name} is down as configured: ${downAsConfigured}.`);
      const atRouter = `${ikeState ?? 'no IKE_SA'}, ${espState ?? 'no CHILD_SA'}`;
      const atAws =
        endpoint.process === 'running'
          ? `${endpoint.ikeState ?? 'no IKE_SA'}, ${endpoint.espState ?? 'no CHILD_SA'}`
          : PROCESS[endpoint.process];
      const isByBgp = espState !== null && endpoint.espState !== null && bgp !== null;
      if (isByBgp)
        return c.red(
          `Tunnel ${name} is down: its ${bgp.protocol ?? 'BGP'} session is ${bgp.state ?? 'not there'} at ${tunnel}.`,
        );
      return c.red(`Tunnel ${name} is down: ${atRouter} at ${router}; ${atAws} at ${tunnel}.`);
    });
}
