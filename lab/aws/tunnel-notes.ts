import { networkCidrs } from '../topology/graph/tunnels.ts';
import { overlaps } from '../topology/cidr.ts';
import type { CustomerGateway, Lab, RouterConnection, Tunnel, VpnConnection } from '../topology/types.ts';
import { withFacts } from '../causes/cause.ts';
import type { FactsOf } from '../causes/cause.ts';
import type { ExplanationCode } from '../causes/codes.ts';
import { MISMATCH_CAUSES } from '../causes/mismatch.ts';
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

/** The cause of that name with its facts, as a note. */
function mismatch<Name extends keyof typeof MISMATCH_CAUSES>(
  name: Name,
  facts: FactsOf<(typeof MISMATCH_CAUSES)[Name]>,
  when: TunnelNote['when'] = 'initiation',
): Mismatch {
  const { code, text, cure } = withFacts<(typeof MISMATCH_CAUSES)[Name]>(MISMATCH_CAUSES[name], facts);
  return { code, when, text, hint: cure };
}

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
    .filter((found) => found !== null)
    .map((found) => ({
      tunnel: tunnel.name,
      router: gateway.router.name,
      connection: connection.name,
      ...found,
    }));
}

function addressMismatch({ connection, tunnel }: Ends): Mismatch | null {
  const { name, right } = connection;
  const { outsideIpAddress: outsideAddress } = tunnel;
  if (right === outsideAddress) return null;
  return mismatch('callsAnotherAddress', { connection: name, tunnel: tunnel.name, right, outsideAddress });
}

function ikeMismatch({ connection, tunnel, gateway }: Ends): Mismatch | null {
  const { keyExchange, ikeProposals: offered } = connection;
  const { ikeVersions } = tunnel.options;
  const names = { connection: connection.name, tunnel: tunnel.name };
  if (!ikeVersions.includes(keyExchange)) {
    const taken = { allTaken: ikeVersions.join(' and '), anyTaken: ikeVersions.join(' or ') };
    return mismatch('ikeVersionsDiffer', { ...names, ...taken, router: gateway.router.name, keyExchange });
  }
  const accepted = ikeProposals(tunnel.options);
  if (offered.length === 0 || proposalsAgree(offered, accepted, keyExchange, 'ike')) return null;
  return mismatch('ikeProposalsDiffer', {
    ...names,
    offered: offered.join(', '),
    accepted: accepted[0] ?? '',
  });
}

function identityMismatch({ connection, tunnel, gateway }: Ends): Mismatch | null {
  const { name, leftId } = connection;
  const { ipAddress: address } = gateway;
  if (leftId === address) return null;
  const names = { connection: name, tunnel: tunnel.name, gateway: gateway.name };
  return mismatch('identitiesDiffer', { ...names, leftId, address });
}

function keyMismatch({ connection, tunnel, gateway }: Ends): Mismatch | null {
  const { certificate } = gateway.router;
  if (certificate !== undefined) {
    if (certificate === 'valid') return null;
    return mismatch(certificate === 'expired' ? 'certificateExpired' : 'certificateOfOtherAuthority', {
      connection: connection.name,
      router: gateway.router.name,
      tunnel: tunnel.name,
      gateway: gateway.name,
    });
  }
  if (connection.preSharedKey === null || connection.preSharedKey === tunnel.preSharedKey) return null;
  return mismatch(tunnel.preSharedKey === null ? 'keyOfRouterAlone' : 'configuredKeysDiffer', {
    connection: connection.name,
    router: gateway.router.name,
    tunnel: tunnel.name,
  });
}

function espMismatch({ connection, tunnel }: Ends): Mismatch | null {
  const { keyExchange, espProposals: offered } = connection;
  const accepted = espProposals(tunnel.options);
  if (offered.length === 0 || proposalsAgree(offered, accepted, keyExchange, 'esp')) return null;
  const facts = {
    tunnel: tunnel.name,
    connection: connection.name,
    offered: offered.join(', '),
    accepted: accepted[0] ?? '',
  };
  return keyExchange === 'ikev2' && proposalsAgree(offered, accepted, keyExchange, 'espInIkeAuth')
    ? mismatch('pfsGroupsDiffer', facts, 'rekeying')
    : mismatch('espProposalsDiffer', facts);
}

/** IKE narrows both ends' selectors to what they have in common, and refuses where that is nothing. */
function selectorMismatch({ connection, vpn }: Ends): Mismatch | null {
  const { leftSubnets, rightSubnets, name } = connection;
  const { local, remote } = networkCidrs(vpn);
  const meet = (selectors: readonly string[], other: string): boolean =>
    selectors.some((selector) => overlaps(selector, other));
  if (meet(leftSubnets, local) && meet(rightSubnets, remote)) return null;
  const [leftSubnet, rightSubnet] = [leftSubnets.join(', '), rightSubnets.join(', ')];
  const facts = { connection: name, vpn: vpn.name, leftSubnet, rightSubnet, local, remote };
  return mismatch('selectorsDisjoint', facts);
}
