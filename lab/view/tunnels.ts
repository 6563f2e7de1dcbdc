import { initiations, isInitiated, whyDown } from '../aws/initiation.ts';
import { proposalOf } from '../ike/sa.ts';
import type { IkeSa } from '../ike/sa.ts';
import type { IkeSide } from '../diagnosis/tunnel/ike-side.ts';
import type { TunnelState } from '../probe/tunnels.ts';
import { isEstablished } from '../bgp/session-state.ts';
import type { BgpSessionState } from '../bgp/session-state.ts';
import type { BgpSessions } from '../probe/bgp-sessions.ts';
import { isUp } from '../ike/current-sas.ts';
import { hasPublicAddress } from '../topology/graph/sites.ts';
import { insideAddresses, tunnelsOf } from '../topology/graph/tunnels.ts';
import type { Lab } from '../topology/types.ts';

/** One VPN tunnel as its two ends see it. What is not known, or not negotiated yet, is null. */
export interface TunnelView {
  readonly vpnConnection: string;
  /** Name of the tunnel, and of the node at its AWS end. */
  readonly tunnel: string;
  readonly router: string;
  /** Name of the router's connection; null if the router has none for this tunnel. */
  readonly connection: string | null;
  /** Both ends say so, and run; with BGP its session is ESTABLISHED, too. */
  readonly up: boolean;
  /** Why the configuration of both ends leaves it down; null if an end initiates it. */
  readonly downAsConfigured: string | null;
  /** What the router has. */
  readonly ikeState: string | null;
  readonly ikeVersion: 'IKEv1' | 'IKEv2' | null;
  readonly ikeProposal: string | null;
  readonly espState: string | null;
  readonly espProposal: string | null;
  /** ESP in UDP (NAT traversal). */
  readonly natTraversal: boolean | null;
  /** ESP is in UDP though no NAT is in the way: the userspace data plane has no other. */
  readonly encapsulationForced: boolean;
  /** It is of an accelerated connection, which knows ESP in UDP only. */
  readonly accelerated: boolean;
  /** What the tunnel endpoint has. */
  readonly endpoint: EndpointView;
  readonly outside: OutsideAddresses;
  readonly inside: Addresses;
  readonly traffic: Traffic | null;
  /** Its BGP session; null where routing is static. */
  readonly bgp: BgpView | null;
}

/** A BGP session as AWS has it. */
export interface BgpView {
  readonly protocol: BgpSessionState['protocol'] | null;
  /** RFC 4271's name in capitals, e.g. `ESTABLISHED`; null where BIRD does not answer. */
  readonly state: string | null;
  /** As AWS's statusMessage has it, e.g. `2 BGP ROUTES`; null unless ESTABLISHED. */
  readonly statusMessage: string | null;
  /** What ended it last. */
  readonly lastError: string | null;
}

/** The AWS end of a tunnel. */
export interface EndpointView {
  /** Whether its IKE daemon runs. `stopped`: the process is there and does nothing. */
  readonly process: IkeSide['process'];
  readonly ikeState: string | null;
  readonly espState: string | null;
}

interface Addresses {
  readonly customer: string;
  readonly aws: string;
}

interface OutsideAddresses extends Addresses {
  /** Address that the endpoint's IKE_SA has the router at now; `customer` is that of the lab file. */
  readonly customerNow: string | null;
}

/** Counters of the newest CHILD_SA, as the router counts. */
interface Traffic {
  readonly bytesIn: number;
  readonly packetsIn: number;
  readonly bytesOut: number;
  readonly packetsOut: number;
}

/**
 * Every tunnel of the lab in the order of the lab file, with what is known of its state.
 * @param states what the routers say.
 * @param endpoints what the tunnel endpoints say, by the names of their nodes.
 * @param sessions BGP as they have it; none where it is not spoken.
 */
export function tunnelViews(
  lab: Lab,
  states: readonly TunnelState[],
  endpoints: readonly IkeSide[],
  sessions: BgpSessions = new Map(),
): TunnelView[] {
  const reasons = new Map(
    initiations(lab).flatMap((each) => (isInitiated(each) ? [] : [[each.tunnel, whyDown(each)] as const])),
  );
  return tunnelsOf(lab).map(({ tunnel, vpnConnection, customerGateway }): TunnelView => {
    const { name } = tunnel;
    const state = states.find((each) => each.tunnel === name);
    const session = sessions.get(name);
    const endpoint = endpoints.find(({ node }) => node === name);
    return {
      vpnConnection: vpnConnection.name,
      tunnel: name,
      router: customerGateway.router.name,
      connection: state?.connection ?? null,
      up:
        state !== undefined &&
        isUp(state) &&
        endpoint !== undefined &&
        isUp(endpoint) &&
        (session === undefined || isEstablished(session)),
      downAsConfigured: reasons.get(name) ?? null,
      ...negotiated(state),
      accelerated: vpnConnection.enableAcceleration,
      encapsulationForced: state?.childSa?.encap === true && hasPublicAddress(customerGateway),
      endpoint: {
        process: endpoint?.process ?? 'absent',
        ikeState: endpoint?.ikeSa?.state ?? null,
        espState: endpoint?.childSa?.state ?? null,
      },
      outside: {
        customer: customerGateway.ipAddress,
        customerNow: endpoint?.ikeSa?.remoteHost ?? null,
        aws: tunnel.outsideIpAddress,
      },
      inside: insideAddresses(tunnel),
      bgp: session === undefined ? null : bgpView(session),
    };
  });
}

type Negotiated = Pick<
  TunnelView,
  'ikeState' | 'ikeVersion' | 'ikeProposal' | 'espState' | 'espProposal' | 'natTraversal' | 'traffic'
>;

function negotiated(state: TunnelState | undefined): Negotiated {
  const ike = state?.ikeSa ?? null;
  const child = state?.childSa ?? null;
  return {
    ikeState: ike?.state ?? null,
    ikeVersion: ike === null ? null : `IKEv${ike.version}`,
    ikeProposal: ike === null ? null : ikeProposal(ike),
    espState: child?.state ?? null,
    espProposal: child === null ? null : proposalOf(child),
    natTraversal: child?.encap ?? null,
    traffic: child === null ? null : trafficOf(child),
  };
}

/** While the IKE_SA is CONNECTING nothing is negotiated yet. */
const ikeProposal = (ike: IkeSa): string | null => (ike.encryption === null ? null : proposalOf(ike));

function trafficOf({ bytesIn, packetsIn, bytesOut, packetsOut }: Traffic): Traffic {
  return { bytesIn, packetsIn, bytesOut, packetsOut };
}

/** A session as AWS has it. */
export function bgpView(session: BgpSessionState | null): BgpView {
  return {
    protocol: session?.protocol ?? null,
    state: session?.state.toUpperCase() ?? null,
    statusMessage: isEstablished(session) ? `${session!.routesIn} BGP ROUTES` : null,
    lastError: isEstablished(session) ? null : (session?.lastError ?? null),
  };
}
