import { describe, expect, it } from 'vitest';
import { espProposals, ikeProposals, inAwsNames } from '../../../lab/aws/proposals.ts';
import { LabFileError } from '../../../lab/errors.ts';
import { TUNNEL_OPTION_DEFAULTS } from '../../../lab/topology/objects/vpn-connection/tunnel-options.ts';
import type { TunnelOptions } from '../../../lab/topology/types.ts';

const options = (change: Partial<TunnelOptions>): TunnelOptions => ({ ...TUNNEL_OPTION_DEFAULTS, ...change });

describe('ikeProposals', () => {
  it('combines the algorithms one of a kind, lowest first whatever the order in the lab file', () => {
    const unordered = options({
      phase1EncryptionAlgorithms: ['AES256', 'AES128'],
      phase1IntegrityAlgorithms: ['SHA2-256', 'SHA1'],
      phase1DHGroupNumbers: [14, 2],
    });
    expect(ikeProposals(unordered)).toEqual([
      'aes128-sha1-modp1024',
      'aes128-sha1-modp2048',
      'aes128-sha256-modp1024',
      'aes128-sha256-modp2048',
      'aes256-sha1-modp1024',
      'aes256-sha1-modp2048',
      'aes256-sha256-modp1024',
      'aes256-sha256-modp2048',
    ]);
  });

  it('gives AES-GCM a PRF in place of an integrity algorithm', () => {
    const gcm = options({
      phase1EncryptionAlgorithms: ['AES256-GCM-16'],
      phase1IntegrityAlgorithms: ['SHA2-384', 'SHA2-512'],
      phase1DHGroupNumbers: [20],
    });
    expect(ikeProposals(gcm)).toEqual(['aes256gcm16-prfsha384-ecp384', 'aes256gcm16-prfsha512-ecp384']);
  });

  it('leaves AES-GCM out where only IKEv1 is allowed', () => {
    const proposals = ikeProposals(options({ ikeVersions: ['ikev1'] }));
    expect(proposals).toHaveLength(2 * 4 * 12);
    expect(proposals.join()).not.toContain('gcm');
  });

  it('refuses AES-GCM alone with IKEv1 alone, rather than leaving strongSwan to its defaults', () => {
    const impossible = options({ ikeVersions: ['ikev1'], phase1EncryptionAlgorithms: ['AES128-GCM-16'] });
    expect(() => ikeProposals(impossible)).toThrow(LabFileError);
  });

  it('spells every DH group', () => {
    const one = options({ phase1EncryptionAlgorithms: ['AES128'], phase1IntegrityAlgorithms: ['SHA1'] });
    const prefix = 'aes128-sha1-';
    expect(ikeProposals(one).map((proposal) => proposal.slice(prefix.length))).toEqual([
      'modp1024',
      'modp2048',
      'modp3072',
      'modp4096',
      'modp6144',
      'modp8192',
      'ecp256',
      'ecp384',
      'ecp521',
      'modp1024s160',
      'modp2048s224',
      'modp2048s256',
    ]);
  });

  it('starts the default list with what the published configurations use, and repeats nothing', () => {
    const proposals = ikeProposals(TUNNEL_OPTION_DEFAULTS);
    expect(proposals[0]).toBe('aes128-sha1-modp1024');
    expect(proposals).toHaveLength(4 * 4 * 12);
    expect(new Set(proposals).size).toBe(proposals.length);
  });
});

describe('espProposals', () => {
  it('leaves the integrity algorithm out of AES-GCM', () => {
    const mixed = options({
      ikeVersions: ['ikev1'],
      phase2EncryptionAlgorithms: ['AES128-GCM-16', 'AES128'],
      phase2IntegrityAlgorithms: ['SHA2-512', 'SHA1'],
      phase2DHGroupNumbers: [5, 2],
    });
    expect(espProposals(mixed)).toEqual([
      'aes128-sha1-modp1024',
      'aes128-sha1-modp1536',
      'aes128-sha512-modp1024',
      'aes128-sha512-modp1536',
      'aes128gcm16-modp1024',
      'aes128gcm16-modp1536',
    ]);
  });

  it('stays below the 255 proposals that fit into an SA payload, even with every default', () => {
    const proposals = espProposals(TUNNEL_OPTION_DEFAULTS);
    expect(proposals).toHaveLength(2 * 4 * 13 + 2 * 13);
    expect(Math.max(proposals.length, ikeProposals(TUNNEL_OPTION_DEFAULTS).length)).toBeLessThan(256);
  });
});

describe('a proposal in the names of AWS', () => {
  it.each([
    ['aes128-sha1-modp1024', 'AES128, SHA1, DH group 2'],
    ['aes256gcm16-prfsha384-ecp384', 'AES256-GCM-16, SHA2-384, DH group 20'],
    ['aes256gcm16-modp2048s256', 'AES256-GCM-16, DH group 24'],
  ])('%s is %s', (proposal, names) => {
    expect(inAwsNames(proposal)).toBe(names);
  });
});
