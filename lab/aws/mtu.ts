import type { EncryptionAlgorithm, IntegrityAlgorithm } from '../topology/types.ts';

/** Sizes in bytes: the largest packet a tunnel carries, and the TCP MSS that fits into it. */
export interface TunnelMtu {
  readonly mtu: number;
  readonly mssIpv4: number;
  readonly mssIpv6: number;
}

const ETHERNET_MTU = 1500;
const IPV4_HEADER = 20;
const NAT_TRAVERSAL_HEADER = 8;
const ESP_HEADER = 8;
/** Pad length and next header, which end the encrypted part. */
const ESP_TRAILER = 2;
const GCM = { iv: 8, block: 4, icv: 16 };
const CBC = { iv: 16, block: 16 };
const ICV: Readonly<Record<IntegrityAlgorithm, number>> = {
  SHA1: 12,
  'SHA2-256': 16,
  'SHA2-384': 24,
  'SHA2-512': 32,
};

/**
 * The MTU of a tunnel with that ESP proposal of strongSwan, e.g. `aes128-sha1-modp1024`, see {@link tunnelMtu}. What the
 * proposal does not say, or says in other algorithms than AWS has, is taken as AES128 and SHA1.
 */
export function proposalMtu(proposal: string, natTraversal: boolean): number {
  const encryption = proposal.includes('gcm') ? 'AES128-GCM-16' : 'AES128';
  const [, bits = '1'] = /sha(?:2_)?(256|384|512)/.exec(proposal) ?? [];
  const integrity = bits === '1' ? 'SHA1' : (`SHA2-${bits}` as IntegrityAlgorithm);
  return tunnelMtu(encryption, integrity, natTraversal).mtu;
}

/**
 * MTU and MSS of a tunnel over a path of that MTU, for the phase 2 algorithms in use. The integrity algorithm does
 * not count with AES-GCM. At 1500 bytes it gives every row of the table in the AWS S2S VPN user guide, Best practices
 * for your customer gateway device (MTU).
 */
export function tunnelMtu(
  encryption: EncryptionAlgorithm,
  integrity: IntegrityAlgorithm,
  natTraversal: boolean,
  pathMtu = ETHERNET_MTU,
): TunnelMtu {
  const { iv, block, icv } = encryption.includes('GCM') ? GCM : { ...CBC, icv: ICV[integrity] };
  const room = pathMtu - IPV4_HEADER - (natTraversal ? NAT_TRAVERSAL_HEADER : 0) - ESP_HEADER - iv - icv;
  const mtu = Math.floor(room / block) * block - ESP_TRAILER;
  return { mtu, mssIpv4: mtu - 40, mssIpv6: mtu - 60 };
}
