import { espProposals, ikeProposals } from '../aws/proposals.ts';
import { networkCidrs } from '../topology/graph/tunnels.ts';
import type { CustomerGateway, Tunnel, VpnConnection } from '../topology/types.ts';
import type { ConfiguredConnection } from './connection.ts';

/**
 * The AWS side of a tunnel. By default the endpoint only answers (startup action `add`), from any address, for the
 * router may sit behind NAT; with `start` it calls the customer gateway (AWS S2S VPN user guide, Tunnel initiation
 * options). AWS names the connection's network CIDRs from the customer's side: `local` is the customer's.
 * That of an accelerated connection takes ESP in UDP only, and leaves rekeying to the customer (Accelerated Site-to-Site VPN
 * connections).
 * @throws {LabFileError} if no phase 1 proposal is left, see {@link ikeProposals}.
 */
export function endpointConnection(
  tunnel: Tunnel,
  vpnConnection: VpnConnection,
  customerGateway: CustomerGateway,
  node: Pick<ConfiguredConnection, 'localAddress' | 'updown'>,
): ConfiguredConnection {
  const { options } = tunnel;
  const { local, remote } = networkCidrs(vpnConnection);
  const [version = 'any', ...otherVersions] = options.ikeVersions;
  return {
    name: tunnel.name,
    ...(customerGateway.certificateArn === undefined ? {} : { certificate: tunnel.name }),
    ikeVersion: otherVersions.length === 0 ? version : 'any',
    remoteAddress: options.startupAction === 'add' ? '%any' : customerGateway.ipAddress,
    localId: tunnel.outsideIpAddress,
    remoteId: customerGateway.ipAddress,
    ikeProposals: ikeProposals(options),
    espProposals: espProposals(options),
    ikeLifetimeSeconds: options.phase1LifetimeSeconds,
    childLifetimeSeconds: options.phase2LifetimeSeconds,
    rekeyMarginSeconds: options.rekeyMarginTimeSeconds,
    rekeyFuzzPercent: options.rekeyFuzzPercentage,
    dpdDelaySeconds: options.dpdDelaySeconds,
    dpdTimeoutSeconds: options.dpdTimeoutSeconds,
    dpdAction: options.dpdTimeoutAction,
    startAction: options.startupAction === 'start' ? 'start' : 'none',
    localTrafficSelector: remote,
    remoteTrafficSelector: local,
    replayWindow: options.replayWindowSize,
    requiresNatTraversal: vpnConnection.enableAcceleration,
    rekeys: !vpnConnection.enableAcceleration,
    ...node,
  };
}
