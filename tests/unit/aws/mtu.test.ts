import { describe, expect, it } from 'vitest';
import { proposalMtu, tunnelMtu } from '../../../lab/aws/mtu.ts';
import type { EncryptionAlgorithm, IntegrityAlgorithm } from '../../../lab/topology/types.ts';

/** The documented table: encryption, integrity, NAT-T, MTU, MSS for IPv4, MSS for IPv6 in IPv4. */
const documented: [EncryptionAlgorithm, IntegrityAlgorithm, boolean, number, number, number][] = [
  ['AES128-GCM-16', 'SHA1', false, 1446, 1406, 1386],
  ['AES256-GCM-16', 'SHA2-512', true, 1438, 1398, 1378],
  ['AES128', 'SHA1', false, 1438, 1398, 1378],
  ['AES256', 'SHA2-256', false, 1438, 1398, 1378],
  ['AES128', 'SHA1', true, 1422, 1382, 1362],
  ['AES256', 'SHA2-256', true, 1422, 1382, 1362],
  ['AES128', 'SHA2-384', false, 1422, 1382, 1362],
  ['AES256', 'SHA2-384', true, 1422, 1382, 1362],
  ['AES128', 'SHA2-512', false, 1422, 1382, 1362],
  ['AES256', 'SHA2-512', true, 1406, 1366, 1346],
];

describe('tunnelMtu', () => {
  it.each(documented)('%s %s, NAT-T %s: %i', (encryption, integrity, natTraversal, mtu, mssIpv4, mssIpv6) => {
    expect(tunnelMtu(encryption, integrity, natTraversal)).toEqual({ mtu, mssIpv4, mssIpv6 });
  });

  it('is smaller over a narrower path', () => {
    // Measured in the lab: an inner packet of 1326 bytes makes one of 1392, one of 1327 makes 1408.
    expect(tunnelMtu('AES128', 'SHA1', true, 1400).mtu).toBe(1326);
    expect(tunnelMtu('AES128', 'SHA1', true, 1408).mtu).toBe(1342);
  });
});

describe('proposalMtu', () => {
  it.each([
    ['aes128-sha1-modp1024', false, 1438],
    ['aes256-sha256-modp2048', true, 1422],
    ['aes256-sha512-ecp384', true, 1406],
    ['aes256gcm16-modp2048', false, 1446],
  ])('%s, NAT-T %s: %i', (proposal, natTraversal, mtu) => {
    expect(proposalMtu(proposal, natTraversal)).toBe(mtu);
  });
});
