import { overlaps } from '../topology/cidr.ts';
import type { CustomerGateway, Lab, RouterConnection, Tunnel, VpnConnection } from '../topology/types.ts';
import type { ExplanationCode } from '../causes/codes.ts';
import { espProposals, ikeProposals } from './proposals.ts';
import { proposalsAgree } from './proposal-match.ts';

/** Something in a lab's configuration for which the two ends of a tunnel cannot agree. */
export interface TunnelNote {
  /** Name of the tunnel, which is the endpoint's node. */
  readonly tunnel: string;
  /** Node name of the router at the other end. */
  readonly router: string;
  /** The router's connection. */
  readonly connection: string;
  /** What `explain` will call it. */
  readonly code: ExplanationCode;
  /** `initiation`: the tunnel never comes up. `rekeying`: it comes up, and goes down when its CHILD_SA is rekeyed. */
  readonly when: 'initiation' | 'rekeying';
  /** One sentence that names the objects; never a key. */
  readonly text: string;
  /** What to change in the lab file or in the router's own files. */
  readonly hint: string;
}

/**
 * Tunnels that the lab's own configuration keeps down, for what their two ends have differs: address, IKE version,
 * identity, pre-shared key, proposals, PFS group or traffic selectors. Pure: nothing is started. Order: sites,
 * connections, and of each what IKE comes upon first.
 * @throws {LabFileError} if no phase 1 proposal is left for a tunnel, see {@link ikeProposals}.
 */
export function tunnelNotes(lab: Lab): TunnelNote[] {
  return lab.customerGateways.flatMap((gateway) =>
    gateway.router.connections.flatMap((connection) => {
      for (const vpn of lab.vpnConnections) {
        const tunnel = vpn.tunnels.find(({ name }) => name === connection.tunnel);
        if (tunnel !== undefined) return notesOf({ gateway, connection, vpn, tunnel });
      }
      return [];
    }),
  );
}

interface Ends {
  readonly gateway: CustomerGateway;
  readonly connection: RouterConnection;
  readonly vpn: VpnConnection;
  readonly tunnel: Tunnel;
}

type Mismatch = Omit<TunnelNote, 'tunnel' | 'router' | 'connection'>;

function notesOf(ends: Ends): TunnelNote[] {
  const { gateway, connection, tunnel } = ends;
  return [
    addressMismatch(ends),
    ikeMismatch(ends),
    identityMismatch(ends),
    keyMismatch(ends),
    espMismatch(ends),
    selectorMismatch(ends),
  ]
    .filter((mismatch) => mismatch !== null)
    .map((mismatch) => ({
      tunnel: tunnel.name,
      router: gateway.router.name,
      connection: connection.name,
      ...mismatch,
    }));
}

function addressMismatch({ connection, tunnel }: Ends): Mismatch | null {
  if (connection.right === tunnel.outsideIpAddress) return null;
  return {
    code: 'TUNNEL_DOWN_IKE_NO_RESPONSE',
    when: 'initiation',
    text: `${connection.name} calls ${connection.right}, and ${tunnel.name} has ${tunnel.outsideIpAddress}`,
    hint: `set right of ${connection.name} to ${tunnel.outsideIpAddress}`,
  };
}

function ikeMismatch({ connection, tunnel, gateway }: Ends): Mismatch | null {
  const { keyExchange, ikeProposals: offered } = connection;
  const { ikeVersions } = tunnel.options;
  const refused = { code: 'TUNNEL_DOWN_NO_PROPOSAL_CHOSEN', when: 'initiation' } as const;
  if (!ikeVersions.includes(keyExchange)) {
    return {
      ...refused,
      text: `${connection.name} of ${gateway.router.name} speaks ${keyExchange}, and ${tunnel.name} takes ${ikeVersions.join(' and ')} only`,
      hint: `set keyExchange of ${connection.name} to ${ikeVersions.join(' or ')}, or add ${keyExchange} to ikeVersions of ${tunnel.name}`,
    };
  }
  const accepted = ikeProposals(tunnel.options);
  if (proposalsAgree(offered, accepted, keyExchange, 'ike')) return null;
  return {
    ...refused,
    text: `${tunnel.name} accepts none of the IKE proposals of ${connection.name}: ${offered.join(', ')}`,
    hint: `offer one that it accepts, e.g. ${accepted[0] ?? ''}, or allow these algorithms in the phase1 options of ${tunnel.name}`,
  };
}

function identityMismatch({ connection, tunnel, gateway }: Ends): Mismatch | null {
  if (connection.leftId === gateway.ipAddress) return null;
  return {
    code: 'TUNNEL_DOWN_ID_MISMATCH',
    when: 'initiation',
    text: `${connection.name} calls itself ${connection.leftId}, and ${tunnel.name} expects ${gateway.ipAddress}, the address of ${gateway.name}`,
    hint: `set leftId of ${connection.name} to ${gateway.ipAddress}, or leave it out in the lab file`,
  };
}

function keyMismatch({ connection, tunnel, gateway }: Ends): Mismatch | null {
  if (connection.preSharedKey === null || connection.preSharedKey === tunnel.preSharedKey) return null;
  return {
    code: 'TUNNEL_DOWN_AUTHENTICATION_FAILED',
    when: 'initiation',
    text:
      tunnel.preSharedKey === null
        ? `${connection.name} of ${gateway.router.name} has a pre-shared key of its own, and that of ${tunnel.name} is generated`
        : `${connection.name} of ${gateway.router.name} and ${tunnel.name} have different pre-shared keys`,
    hint: `give ${tunnel.name} the same preSharedKey, or leave that of ${connection.name} out`,
  };
}

function espMismatch({ connection, tunnel }: Ends): Mismatch | null {
  const { keyExchange, espProposals: offered } = connection;
  const accepted = espProposals(tunnel.options);
  if (proposalsAgree(offered, accepted, keyExchange, 'esp')) return null;
  const code = 'TUNNEL_DOWN_CHILD_SA_NO_PROPOSAL_CHOSEN';
  const hint = `offer one that it accepts, e.g. ${accepted[0] ?? ''}, or allow these algorithms in the phase2 options of ${tunnel.name}`;
  if (keyExchange === 'ikev2' && proposalsAgree(offered, accepted, keyExchange, 'espInIkeAuth')) {
    return {
      code,
      when: 'rekeying',
      text: `${tunnel.name} wants a DH group (PFS) that ${connection.name} does not offer when the CHILD_SA is rekeyed: ${offered.join(', ')}`,
      hint,
    };
  }
  return {
    code,
    when: 'initiation',
    text: `${tunnel.name} accepts none of the ESP proposals of ${connection.name}, with their DH group (PFS): ${offered.join(', ')}`,
    hint,
  };
}

/** IKE narrows both ends' selectors to what they have in common, and refuses where that is nothing. */
function selectorMismatch({ connection, vpn }: Ends): Mismatch | null {
  const { leftSubnet, rightSubnet, name } = connection;
  const { localIpv4NetworkCidr: local, remoteIpv4NetworkCidr: remote } = vpn;
  if (overlaps(leftSubnet, local) && overlaps(rightSubnet, remote)) return null;
  return {
    code: 'TRAFFIC_SELECTOR_MISMATCH',
    when: 'initiation',
    text: `the traffic selectors ${leftSubnet} and ${rightSubnet} of ${name} have nothing in common with ${local} and ${remote} of ${vpn.name}`,
    hint: `set leftSubnet and rightSubnet of ${name} to 0.0.0.0/0, or those of ${vpn.name}`,
  };
}
