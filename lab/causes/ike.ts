import type { Cause } from './cause.ts';

const VPN_LOGS = 'AWS S2S VPN user guide, Contents of Site-to-Site VPN logs';

/** What one end of a tunnel refuses the other in a negotiation, or why nobody negotiates. */
export const IKE_CAUSES = {
  identityUnknown: {
    code: 'TUNNEL_DOWN_ID_MISMATCH',
    text: '{tunnel} knows no peer with the identity that {router} sends: it expects {address}',
    cure: 'set leftid={address} for {connection} on {router} (swanctl: local.id), load it and initiate again',
    source: VPN_LOGS,
  },
  privateIdentity: {
    code: 'TUNNEL_DOWN_ID_MISMATCH',
    text: '{tunnel} knows no peer {leftId}: {router} is behind a NAT and calls itself by its private address, for {connection} has no leftid, while AWS expects {address}',
    cure: 'set leftid={address} for {connection} on {router} (swanctl: local.id), load it and initiate again; {forGood}',
    source: 'AWS S2S VPN user guide, Customer gateway options',
  },
  keyMissing: {
    code: 'TUNNEL_DOWN_AUTHENTICATION_FAILED',
    text: '{router} has no pre-shared key for {connection}: none of its secrets is for {ids}',
    cure: 'write the key of {tunnel} to /etc/ipsec.secrets of {router} as {address} {right} : PSK "…" (swanctl: secrets), and load it (ipsec rereadsecrets, swanctl --load-creds)',
    source: 'ipsec.secrets(5)',
  },
  configurationRefused: {
    code: 'IKE_CONFIGURATION_INVALID',
    text: '{router} has no connection to {tunnel}: its IKE daemon does not take what is configured: {message}',
    cure: 'mend what it says, in the file at hand and in the router, and start it again (ipsec restart; swanctl --load-all)',
    source: 'ipsec.conf(5)',
  },
  routerDaemonNotStarted: {
    code: 'TUNNEL_DOWN_IKE_NO_RESPONSE',
    text: '{router} has no connection to {tunnel}, for no IKE daemon runs there',
    cure: 'start it at {router} (ipsec start; systemctl start strongswan), and have it started at boot (systemctl enable strongswan-starter, or strongswan for swanctl.conf)',
    source: 'ipsec(8)',
  },
  connectionsUnseen: {
    code: 'TUNNEL_DOWN_IKE_NO_RESPONSE',
    text: 'the IKE daemon of {router} runs and answers nobody, so that it is not seen whether it has a connection to {tunnel}: it does so while it waits for an updown script that does not end',
    cure: 'see at {router} what it waits for (ps -ef --forest); the lab ends such a script, and says which: s2s logs {router}',
    source: 'strongSwan documentation, updown script',
  },
  connectionNotLoaded: {
    code: 'TUNNEL_DOWN_NO_SA',
    text: 'no IKE daemon of {router} has loaded a connection to {tunnel} at {address}',
    cure: 'configure one with right={address} and auto=start, or load the one there is (ipsec restart; swanctl --load-all); {forGood}',
    source: 'ipsec.conf(5)',
  },
  keysDiffer: {
    code: 'TUNNEL_DOWN_AUTHENTICATION_FAILED',
    text: 'pre-shared key mismatch: {router} and {tunnel} do not have the same key',
    cure: 'give {connection} on {router} the pre-shared key of {tunnel} (ipsec.secrets; swanctl: secrets), load it and initiate again',
    source: VPN_LOGS,
  },
  noIkeProposal: {
    code: 'TUNNEL_DOWN_NO_PROPOSAL_CHOSEN',
    text: 'no proposal chosen: {tunnel} accepts none of the IKE proposals of {router}',
    cure: 'offer one that AWS has, e.g. ike={proposal} for {connection} (swanctl: proposals)',
    source: VPN_LOGS,
  },
  noEspProposal: {
    code: 'TUNNEL_DOWN_CHILD_SA_NO_PROPOSAL_CHOSEN',
    text: 'no proposal chosen for the CHILD_SA: {tunnel} accepts none of the ESP proposals of {router}, with their DH group (PFS)',
    cure: 'offer one that AWS has, e.g. esp={proposal} for {connection} (swanctl: esp_proposals)',
    source: VPN_LOGS,
  },
  selectorsRefused: {
    code: 'TRAFFIC_SELECTOR_MISMATCH',
    text: 'the traffic selectors of {connection} on {router} and of {vpn} do not match',
    cure: 'negotiate {customerCidr} and {awsCidr}, and route',
    source: VPN_LOGS,
  },
  callsFromElsewhere: {
    code: 'CUSTOMER_GATEWAY_ADDRESS_CHANGED',
    text: '{tunnel} answers customer gateway {gateway} at {address} only, and it calls from another address',
    cure: 'give the router its Elastic IP {address} back, or modify the VPN connection to a customer gateway with its new address',
    source: 'AWS S2S VPN user guide, Customer gateway options',
  },
  daemonStopped: {
    code: 'TUNNEL_DOWN_IKE_NO_RESPONSE',
    text: '{node} does not answer IKE: its IKE daemon is stopped',
    cure: 'let {daemon} of {node} go on, and initiate the tunnel again at the router where its DPD has deleted it',
    source: 'RFC 7296, 2.4',
  },
  routerDaemonGone: {
    code: 'TUNNEL_DOWN_IKE_NO_RESPONSE',
    text: '{node} does not answer IKE: its IKE daemon does not run',
    cure: 'restart {daemon} on {node} ({restart}); in this lab s2s up restarts {node}',
    source: 'RFC 7296, 2.4',
  },
  libreswanWithoutKernel: {
    code: 'TUNNEL_DOWN_IKE_NO_RESPONSE',
    text: '{node} has libreswan, which leaves ESP to the kernel, and on the userspace data plane no kernel does ESP',
    cure: 'run the lab on a kernel that has it: s2s up --engine vm; strongSwan does without',
    source: 'libreswan documentation, ipsec_pluto(8), protostack',
  },
  libreswanNotStarted: {
    code: 'TUNNEL_DOWN_IKE_NO_RESPONSE',
    text: '{node} does not answer IKE: libreswan does not run there, for {why}',
    cure: 'start it at {node}: systemctl start ipsec; {forGood}',
    source: 'systemctl(1), enable and start',
  },
  libreswanRefuses: {
    code: 'IKE_CONFIGURATION_INVALID',
    text: '{router} has no connection to {tunnel}: libreswan has not loaded {connection}: {message}',
    cure: '{how}, in the file at hand and in the router, and load it (ipsec auto --replace {connection}; ipsec auto --up {connection})',
    source: 'libreswan, ipsec.conf(5)',
  },
  libreswanPolicyInUse: {
    code: 'IKE_CONFIGURATION_INVALID',
    text: '{router} has no CHILD_SA for {connection}: libreswan has not installed it, for {otherConnection} has the same traffic selectors and is up',
    cure: '{how}, in the file at hand and in the router, and restart libreswan (systemctl restart ipsec)',
    source: 'libreswan 5.2, ipsec.conf(5): overlapip',
  },
  endpointDaemonGone: {
    code: 'TUNNEL_DOWN_IKE_NO_RESPONSE',
    text: '{node} does not answer IKE: its IKE daemon does not run',
    cure: 'at AWS nobody but AWS can restart it: have the router go over to the other tunnel meanwhile; in this lab s2s up restarts {node}',
    source: 'AWS S2S VPN user guide, Tunnel endpoint replacements',
  },
  ikeUnanswered: {
    code: 'TUNNEL_DOWN_IKE_NO_RESPONSE',
    text: "{tunnel} has not answered the router's IKE messages, and nothing was found that stops them",
    cure: 'look at the log of {tunnel} (docker logs), and initiate again at the router',
    source: 'RFC 7296, 2.1',
  },
  sasOfDeadPeer: {
    code: 'TUNNEL_DOWN_NO_SA',
    text: '{router} believes {connection} to be up, by SAs that {tunnel} does not have: the DPD of {router} has not found out yet',
    cure: 'have {router} give up {ikeSa} and initiate it again',
    source: 'RFC 7296, 2.4',
  },
  sasOfDeadPeerForGood: {
    code: 'TUNNEL_DOWN_NO_SA',
    text: '{router} believes {connection} to be up, by SAs that {tunnel} does not have: the DPD of {router} is off, so it never finds out',
    cure: 'have {router} give up {ikeSa} and initiate it again, and turn its DPD on (dpdaction=restart)',
    source: 'RFC 7296, 2.4',
  },
  nobodyNegotiates: {
    code: 'TUNNEL_DOWN_NO_SA',
    text: '{tunnel} is down, and neither end negotiates any more',
    cure: 'at {router}, give up any IKE_SA of {connection}, and initiate it',
    source: 'AWS S2S VPN user guide, Tunnel initiation options',
  },
  halfTunnel: {
    code: 'TUNNEL_DOWN_NO_SA',
    text: '{tunnel} is down, though it has SAs that {router} does not have, and neither end negotiates any more',
    cure: 'at {router}, give up any IKE_SA of {connection}, and initiate it',
    source: 'RFC 7296, 2.4',
  },
  nobodyInitiates: {
    code: 'TUNNEL_DOWN_NO_SA',
    text: '{tunnel} is down, and nobody initiates it: {connection} of {router} has auto={auto}, and AWS waits for the customer gateway',
    cure: 'at {router}, give up any IKE_SA of {connection}, and initiate it',
    source: 'AWS S2S VPN user guide, Tunnel initiation options',
  },
} as const satisfies Record<string, Cause>;
