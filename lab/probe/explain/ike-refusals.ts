import type { ExplanationCode } from '../../aws/explanation.ts';
import { espProposals, ikeProposals } from '../../aws/proposals.ts';
import type { Finding } from './live-explanation.ts';
import type { TunnelEnds } from './tunnel-ends.ts';

type Told = Pick<Finding, 'text' | 'cure'>;

/** Why a negotiation was refused, in the terms of AWS's VPN logs (AWS S2S VPN user guide, Contents of VPN logs). */
const REFUSALS: Partial<Record<ExplanationCode, (ends: TunnelEnds) => Told>> = {
  TUNNEL_DOWN_ID_MISMATCH: ({ tunnel, gateway, connection }) => ({
    text: `${tunnel.name} knows no peer with the identity that ${gateway.router.name} sends: it expects ${gateway.ipAddress}`,
    cure: `set leftid=${gateway.ipAddress} for ${connection.name} on ${gateway.router.name} (swanctl: local.id), load it and initiate again`,
  }),
  TUNNEL_DOWN_AUTHENTICATION_FAILED: ({ tunnel, gateway, connection }) => ({
    text: `pre-shared key mismatch: ${gateway.router.name} and ${tunnel.name} do not have the same key`,
    cure: `give ${connection.name} on ${gateway.router.name} the pre-shared key of ${tunnel.name} (ipsec.secrets; swanctl: secrets), load it and initiate again`,
  }),
  TUNNEL_DOWN_NO_PROPOSAL_CHOSEN: ({ tunnel, gateway, connection }) => ({
    text: `no proposal chosen: ${tunnel.name} accepts none of the IKE proposals of ${gateway.router.name}`,
    cure: `offer one that AWS has, e.g. ike=${ikeProposals(tunnel.options)[0] ?? ''} for ${connection.name} (swanctl: proposals)`,
  }),
  TUNNEL_DOWN_CHILD_SA_NO_PROPOSAL_CHOSEN: ({ tunnel, gateway, connection }) => ({
    text: `no proposal chosen for the CHILD_SA: ${tunnel.name} accepts none of the ESP proposals of ${gateway.router.name}, with their DH group (PFS)`,
    cure: `offer one that AWS has, e.g. esp=${espProposals(tunnel.options)[0] ?? ''} for ${connection.name} (swanctl: esp_proposals)`,
  }),
  TRAFFIC_SELECTOR_MISMATCH: ({ vpnConnection, gateway, connection }) => ({
    text: `the traffic selectors of ${connection.name} on ${gateway.router.name} and of ${vpnConnection.name} do not match`,
    cure: `negotiate ${vpnConnection.localIpv4NetworkCidr} and ${vpnConnection.remoteIpv4NetworkCidr}, and route`,
  }),
  CUSTOMER_GATEWAY_ADDRESS_CHANGED: ({ tunnel, gateway }) => ({
    text: `${tunnel.name} answers customer gateway ${gateway.name} at ${gateway.ipAddress} only, and it calls from another address`,
    cure: `give the router its Elastic IP ${gateway.ipAddress} back, or modify the VPN connection to a customer gateway with its new address`,
  }),
};

/** What a refusal means for the two ends of a tunnel, and what to do about it. */
export function toldOfRefusal(code: ExplanationCode, ends: TunnelEnds): Told {
  const told = REFUSALS[code];
  if (told === undefined) throw new Error(`no IKE daemon refuses with ${code}`);
  return told(ends);
}
