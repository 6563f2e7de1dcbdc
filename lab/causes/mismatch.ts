import type { Cause } from './cause.ts';

const OPTIONS = 'AWS S2S VPN user guide, Tunnel options';
const CERTIFICATES =
  'AWS S2S VPN user guide, Tunnel authentication options: Private certificate from AWS Private Certificate Authority';
const CUSTOMER_GATEWAY = 'AWS S2S VPN user guide, Customer gateway options';
const SAME_KEY =
  'give {tunnel} the same preSharedKey, or {connection} that of {tunnel}: none in the lab file, %generated% in ipsec.secrets';

/** What the configuration of a tunnel's two ends cannot agree on: known from the lab's files, before anything is sent. */
export const MISMATCH_CAUSES = {
  callsAnotherAddress: {
    code: 'TUNNEL_DOWN_IKE_NO_RESPONSE',
    text: '{connection} calls {right}, and {tunnel} has {outsideAddress}',
    cure: 'set right of {connection} to {outsideAddress}',
    source: 'RFC 7296, 2.1',
  },
  ikeVersionsDiffer: {
    code: 'TUNNEL_DOWN_NO_PROPOSAL_CHOSEN',
    text: '{connection} of {router} speaks {keyExchange}, and {tunnel} takes {allTaken} only',
    cure: 'set keyExchange of {connection} to {anyTaken}, or add {keyExchange} to ikeVersions of {tunnel}',
    source: OPTIONS,
  },
  ikeProposalsDiffer: {
    code: 'TUNNEL_DOWN_NO_PROPOSAL_CHOSEN',
    text: '{tunnel} accepts none of the IKE proposals of {connection}: {offered}',
    cure: 'offer one that it accepts, e.g. {accepted}, or allow these algorithms in the phase1 options of {tunnel}',
    source: OPTIONS,
  },
  identitiesDiffer: {
    code: 'TUNNEL_DOWN_ID_MISMATCH',
    text: '{connection} calls itself {leftId}, and {tunnel} expects {address}, the address of {gateway}',
    cure: 'let {connection} call itself {address}: leftid={address} in its ipsec.conf (id in swanctl.conf, leftId in a lab file)',
    source: CUSTOMER_GATEWAY,
  },
  keyOfRouterAlone: {
    code: 'TUNNEL_DOWN_AUTHENTICATION_FAILED',
    text: '{connection} of {router} has a pre-shared key of its own, and that of {tunnel} is generated',
    cure: SAME_KEY,
    source: OPTIONS,
  },
  configuredKeysDiffer: {
    code: 'TUNNEL_DOWN_AUTHENTICATION_FAILED',
    text: '{connection} of {router} and {tunnel} have different pre-shared keys',
    cure: SAME_KEY,
    source: OPTIONS,
  },
  certificateNotShown: {
    code: 'TUNNEL_DOWN_AUTHENTICATION_FAILED',
    text: '{connection} of {router} authenticates by a pre-shared key, and {tunnel} asks for the certificate of {gateway}',
    cure: 'authenticate by the certificate: auth = pubkey with certs = {router}.pem in local, auth = pubkey with cacerts = private-ca.pem in remote (ipsec.conf: authby=pubkey, leftcert={router}.pem); or leave certificateArn of {gateway} out',
    source: CERTIFICATES,
  },
  certificateExpired: {
    code: 'TUNNEL_DOWN_AUTHENTICATION_FAILED',
    text: 'the certificate of {router} has expired, so {tunnel} does not take it',
    cure: 'renew the certificate of {router} (lab file: certificate: valid), load it (swanctl --load-creds) and initiate {connection} again',
    source: CERTIFICATES,
  },
  certificateOfOtherAuthority: {
    code: 'TUNNEL_DOWN_AUTHENTICATION_FAILED',
    text: '{tunnel} does not know the authority that issued the certificate of {router}',
    cure: 'give {router} a certificate of the private CA that is the one of {gateway} (lab file: certificate: valid), load it (swanctl --load-creds) and initiate {connection} again',
    source: CERTIFICATES,
  },
  espProposalsDiffer: {
    code: 'TUNNEL_DOWN_CHILD_SA_NO_PROPOSAL_CHOSEN',
    text: '{tunnel} accepts none of the ESP proposals of {connection}, with their DH group (PFS): {offered}',
    cure: 'offer one that it accepts, e.g. {accepted}, or allow these algorithms in the phase2 options of {tunnel}',
    source: OPTIONS,
  },
  pfsGroupsDiffer: {
    code: 'TUNNEL_DOWN_CHILD_SA_NO_PROPOSAL_CHOSEN',
    text: '{tunnel} wants a DH group (PFS) that {connection} does not offer when the CHILD_SA is rekeyed: {offered}',
    cure: 'offer one that it accepts, e.g. {accepted}, or allow these algorithms in the phase2 options of {tunnel}',
    source: 'RFC 7296, 1.2 and 1.3.3',
  },
  selectorsDisjoint: {
    code: 'TRAFFIC_SELECTOR_MISMATCH',
    text: 'the traffic selectors {leftSubnet} and {rightSubnet} of {connection} have nothing in common with {local} and {remote} of {vpn}',
    cure: 'set leftSubnet and rightSubnet of {connection} to 0.0.0.0/0, or those of {vpn}',
    source: 'RFC 7296, 2.9',
  },
} as const satisfies Record<string, Cause>;
