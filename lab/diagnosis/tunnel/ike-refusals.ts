import { networkCidrs } from '../../topology/graph/tunnels.ts';
import { espProposals, ikeProposals } from '../../aws/proposals.ts';
import { because } from '../../causes/catalogue.ts';
import { forGood } from '../own-line.ts';
import type { MetCause } from '../../causes/cause.ts';
import type { ConfiguredTunnel } from '../../topology/graph/tunnels.ts';

/** What one end of a tunnel may refuse the other with. */
export type RefusalCode =
  | 'TUNNEL_DOWN_ID_MISMATCH'
  | 'TUNNEL_DOWN_AUTHENTICATION_FAILED'
  | 'TUNNEL_DOWN_NO_PROPOSAL_CHOSEN'
  | 'TUNNEL_DOWN_CHILD_SA_NO_PROPOSAL_CHOSEN'
  | 'TRAFFIC_SELECTOR_MISMATCH'
  | 'CUSTOMER_GATEWAY_ADDRESS_CHANGED';

/** The line of an ipsec.conf that begins a connection. */
export const connBegins = (name: string): RegExp => new RegExp(String.raw`^conn\s+${name}\s*$`);

/**
 * What charon says of a certificate that no authority it knows has issued. It then tries one that it remembers of the same
 * peer, and may find that one expired.
 */
export const CERTIFICATE_OF_OTHER_AUTHORITY = /no issuer certificate found for /;

/** What charon says of a certificate outside of its time. */
export const CERTIFICATE_EXPIRED = /certificate invalid \(valid from /;

/** What charon says where none of its secrets is for a peer. */
export const KEY_MISSING = /no shared key found for (.+)/;

/** What an endpoint that wants a certificate says of a router that shows none: with IKEv1, and with IKEv2. */
export const CERTIFICATE_NOT_SHOWN =
  /none allows pre-shared key authentication|requires public key authentication, but pre-shared key was used/;

/**
 * What a refusal means for the two ends of a tunnel, and what to do about it.
 * @param said the line of the log.
 */
export function refused(
  code: RefusalCode,
  { tunnel, customerGateway, connection, vpnConnection }: ConfiguredTunnel,
  said: string,
): MetCause {
  const facts = {
    tunnel: tunnel.name,
    gateway: customerGateway.name,
    router: customerGateway.router.name,
    connection: connection.name,
    vpn: vpnConnection.name,
    address: customerGateway.ipAddress,
  };
  switch (code) {
    case 'TUNNEL_DOWN_ID_MISMATCH':
      return connection.leftId === customerGateway.router.privateIpAddress
        ? because('privateIdentity', {
            ...facts,
            leftId: connection.leftId,
            forGood: forGood(customerGateway.router, 'add it below', connBegins(connection.name)),
          })
        : because('identityUnknown', facts);
    case 'TUNNEL_DOWN_AUTHENTICATION_FAILED': {
      if (customerGateway.certificateArn !== undefined) return because(certificateFlaw(said), facts);
      const [, ids] = KEY_MISSING.exec(said) ?? [];
      return ids === undefined
        ? because('keysDiffer', facts)
        : because('keyMissing', { ...facts, ids, right: connection.right });
    }
    case 'TUNNEL_DOWN_NO_PROPOSAL_CHOSEN':
      return because('noIkeProposal', { ...facts, proposal: ikeProposals(tunnel.options)[0] ?? '' });
    case 'TUNNEL_DOWN_CHILD_SA_NO_PROPOSAL_CHOSEN':
      return because('noEspProposal', { ...facts, proposal: espProposals(tunnel.options)[0] ?? '' });
    case 'TRAFFIC_SELECTOR_MISMATCH':
      return because('selectorsRefused', {
        ...facts,
        customerCidr: networkCidrs(vpnConnection).local,
        awsCidr: networkCidrs(vpnConnection).remote,
      });
    case 'CUSTOMER_GATEWAY_ADDRESS_CHANGED':
      return because('callsFromElsewhere', facts);
  }
}

/** What is wrong with how a router proves who it is, where AWS's end asks for its certificate. */
function certificateFlaw(said: string) {
  return CERTIFICATE_FLAWS.find(([pattern]) => pattern.test(said))?.[1] ?? 'certificateOfOtherAuthority';
}

const CERTIFICATE_FLAWS = [
  [CERTIFICATE_EXPIRED, 'certificateExpired'],
  [KEY_MISSING, 'certificateNotShown'],
  [CERTIFICATE_NOT_SHOWN, 'certificateNotShown'],
] as const;
