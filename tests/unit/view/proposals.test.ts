import { describe, expect, it } from 'vitest';
import { proposalAnswers } from '../../../lab/view/proposals.ts';
import type { Offer } from '../../../lab/view/proposals.ts';
import { s2s } from '../../s2s.ts';
import { changedLab, referenceLab } from '../fixtures/reference-lab.ts';

/** What tunnel-1 takes in both phases, in AWS's names. */
const taken = (offer: Offer, lab = referenceLab): (string | null)[] =>
  proposalAnswers(lab, offer)
    .filter(({ tunnel }) => tunnel === 'tunnel-1')
    .map(({ chosen }) => chosen?.inAwsNames ?? null);

describe('what AWS takes of an offer', () => {
  it('is that of the connections where none is given', () => {
    expect(taken({})).toEqual(['AES128, SHA1, DH group 2', 'AES128, SHA1, DH group 2']);
  });

  it('is the lowest of both, whatever the order of the device', () => {
    const both = ['aes256-sha512-ecp521', 'aes128-sha256-modp2048'];
    expect(taken({ ike: both, esp: both })).toEqual([
      'AES128, SHA2-256, DH group 14',
      'AES128, SHA2-256, DH group 14',
    ]);
  });

  it('is AES-GCM in phase 1 with IKEv2 only, and in phase 2 with both', () => {
    const offer = { ike: ['aes256gcm16-prfsha384-ecp384'], esp: ['aes256gcm16-ecp384'] };
    expect(taken({ ...offer, version: 'ikev2' })).toEqual([
      'AES256-GCM-16, SHA2-384, DH group 20',
      'AES256-GCM-16, DH group 20',
    ]);
    expect(taken({ ...offer, version: 'ikev1' })).toEqual([null, 'AES256-GCM-16, DH group 20']);
  });

  it('is nothing with a version of IKE that the tunnel does not speak', () => {
    const lab = changedLab((draft) => {
      draft.vpnConnections[0]!.tunnels[0].options.ikeVersions = ['ikev2'];
    });
    expect(proposalAnswers(lab, { version: 'ikev1' })[0]).toMatchObject({
      chosen: null,
      versionsTaken: ['ikev2'],
    });
  });
});

describe('s2s proposals', () => {
  it('says for each tunnel and phase what AWS takes', async () => {
    const { out, code } = await s2s(
      'proposals',
      '--ike',
      'aes256-sha256-modp2048,3des-sha1-modp1024',
      '--esp',
      '3des-sha1',
    );
    expect(out.split('\n').slice(0, 4)).toEqual([
      'Tunnel1 with tunnel-1, IKEv1',
      '           offered                                     AWS',
      '  phase 1  aes256-sha256-modp2048, 3des-sha1-modp1024  takes AES256, SHA2-256, DH group 14',
      '  phase 2  3des-sha1                                   takes none',
    ]);
    expect(code).toBe(1);
  });

  it('ends with 0 where all is taken, and prints JSON', async () => {
    const { out, code } = await s2s('proposals', '--key-exchange', 'ikev2', '--json');
    expect(JSON.parse(out)).toMatchObject({
      answers: [
        { tunnel: 'tunnel-1', version: 'ikev2', phase: 1, chosen: { proposal: 'aes128-sha1-modp1024' } },
        { phase: 2 },
        { tunnel: 'tunnel-2' },
        {},
      ],
    });
    expect(code).toBe(0);
  });
});
