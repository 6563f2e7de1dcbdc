import { describe, expect, it } from 'vitest';
import { tunnelNotes } from '../../../lab/aws/tunnel-notes.ts';
import type { TunnelNote } from '../../../lab/aws/tunnel-notes.ts';
import { changedLab, referenceLab } from '../fixtures/reference-lab.ts';

type Draft = Parameters<Parameters<typeof changedLab>[0]>[0];
type Connection = Draft['customerGateways'][0]['router']['connections'][0];
type Tunnel = Draft['vpnConnections'][0]['tunnels'][0];

const KEY = 'aKeyThatNobodyMaySee1';

/** The notes of the reference lab after a change of Tunnel1 and of tunnel-1. */
function notes(change: (connection: Connection, tunnel: Tunnel, lab: Draft) => void): TunnelNote[] {
  return tunnelNotes(
    changedLab((lab) =>
      change(lab.customerGateways[0]!.router.connections[0]!, lab.vpnConnections[0]!.tunnels[0], lab),
    ),
  );
}

describe('tunnelNotes', () => {
  it('has nothing to say of tunnels whose ends agree', () => {
    expect(tunnelNotes(referenceLab)).toEqual([]);
  });

  it('names the tunnel, the router, its connection and what to change', () => {
    expect(
      notes((connection, { options }) => {
        connection.ikeProposals = ['aes128-sha1-modp1024'];
        options.phase1IntegrityAlgorithms = ['SHA2-256'];
      }),
    ).toEqual([
      {
        tunnel: 'tunnel-1',
        router: 'onprem-router',
        connection: 'Tunnel1',
        code: 'TUNNEL_DOWN_NO_PROPOSAL_CHOSEN',
        when: 'initiation',
        text: 'tunnel-1 accepts none of the IKE proposals of Tunnel1: aes128-sha1-modp1024',
        hint: 'offer one that it accepts, e.g. aes128-sha256-modp1024, or allow these algorithms in the phase1 options of tunnel-1',
      },
    ]);
  });

  it.each([
    ['expired', 'the certificate of onprem-router has expired, so tunnel-1 does not take it'],
    ['otherAuthority', 'tunnel-1 does not know the authority that issued the certificate of onprem-router'],
  ] as const)('notes at both tunnels a certificate that is %s', (certificate, text) => {
    const found = notes((_, __, lab) => (lab.customerGateways[0]!.router.certificate = certificate));
    expect(found.map(({ tunnel, code }) => [tunnel, code])).toEqual([
      ['tunnel-1', 'TUNNEL_DOWN_AUTHENTICATION_FAILED'],
      ['tunnel-2', 'TUNNEL_DOWN_AUTHENTICATION_FAILED'],
    ]);
    expect(found[0]!.text).toBe(text);
  });

  it('has nothing to say of keys where certificates take their place', () => {
    const found = notes((connection, _, lab) => {
      connection.preSharedKey = KEY;
      lab.customerGateways[0]!.router.certificate = 'valid';
    });
    expect(found).toEqual([]);
  });

  it.each<[string, Parameters<typeof notes>[0], Pick<TunnelNote, 'code' | 'when'>, RegExp]>([
    [
      'an IKE version that the endpoint does not take',
      (_, { options }) => (options.ikeVersions = ['ikev2']),
      { code: 'TUNNEL_DOWN_NO_PROPOSAL_CHOSEN', when: 'initiation' },
      /speaks ikev1, and tunnel-1 takes ikev2 only/,
    ],
    [
      'AES-GCM in phase 1 of IKEv1, which strongSwan cannot do',
      (connection) => (connection.ikeProposals = ['aes256gcm16-prfsha256-modp2048']),
      { code: 'TUNNEL_DOWN_NO_PROPOSAL_CHOSEN', when: 'initiation' },
      /none of the IKE proposals/,
    ],
    [
      'an algorithm that IKEv1 does not transmit, since it is not the first of its kind',
      (connection, { options }) => {
        connection.ikeProposals = ['aes128-aes256-sha1-modp1024'];
        options.phase1EncryptionAlgorithms = ['AES256'];
      },
      { code: 'TUNNEL_DOWN_NO_PROPOSAL_CHOSEN', when: 'initiation' },
      /none of the IKE proposals/,
    ],
    [
      'IKEv1 without PFS group',
      (connection) => (connection.espProposals = ['aes128-sha1']),
      { code: 'TUNNEL_DOWN_CHILD_SA_NO_PROPOSAL_CHOSEN', when: 'initiation' },
      /none of the ESP proposals/,
    ],
    [
      'IKEv2 without PFS group, which only rekeying asks for',
      (connection) => {
        connection.keyExchange = 'ikev2';
        connection.espProposals = ['aes128-sha1'];
      },
      { code: 'TUNNEL_DOWN_CHILD_SA_NO_PROPOSAL_CHOSEN', when: 'rekeying' },
      /when the CHILD_SA is rekeyed/,
    ],
    [
      'an ESP cipher that the endpoint does not have',
      (connection) => {
        connection.keyExchange = 'ikev2';
        connection.espProposals = ['3des-sha1-modp1024'];
      },
      { code: 'TUNNEL_DOWN_CHILD_SA_NO_PROPOSAL_CHOSEN', when: 'initiation' },
      /none of the ESP proposals/,
    ],
    [
      'another identity',
      (connection) => (connection.leftId = '10.30.12.85'),
      { code: 'TUNNEL_DOWN_ID_MISMATCH', when: 'initiation' },
      /calls itself 10\.30\.12\.85, and tunnel-1 expects 3\.36\.6\.148/,
    ],
    [
      'another address',
      (connection) => (connection.right = '43.203.78.35'),
      { code: 'TUNNEL_DOWN_IKE_NO_RESPONSE', when: 'initiation' },
      /calls 43\.203\.78\.35/,
    ],
    [
      "a key at the router's end alone",
      (connection) => (connection.preSharedKey = KEY),
      { code: 'TUNNEL_DOWN_AUTHENTICATION_FAILED', when: 'initiation' },
      /that of tunnel-1 is generated/,
    ],
    [
      'two keys',
      (connection, tunnel) => {
        connection.preSharedKey = KEY;
        tunnel.preSharedKey = `${KEY}2`;
      },
      { code: 'TUNNEL_DOWN_AUTHENTICATION_FAILED', when: 'initiation' },
      /have different pre-shared keys/,
    ],
    [
      'traffic selectors with nothing in common',
      (connection, _, lab) => {
        connection.rightSubnets = ['10.10.0.0/16'];
        lab.vpnConnections[0]!.remoteIpv4NetworkCidr = '10.20.0.0/16';
      },
      { code: 'TRAFFIC_SELECTOR_MISMATCH', when: 'initiation' },
      /10\.10\.0\.0\/16 of Tunnel1 have nothing in common/,
    ],
  ])('notes %s', (_, change, expected, text) => {
    const found = notes(change);
    expect(found).toMatchObject([{ tunnel: 'tunnel-1', connection: 'Tunnel1', ...expected }]);
    expect(found[0]!.text).toMatch(text);
    expect(JSON.stringify(found)).not.toContain(KEY);
  });

  it.each<[string, Parameters<typeof notes>[0]]>([
    [
      'several algorithms of a kind in IKEv2, other spellings, and AES-GCM with an integrity algorithm for its PRF',
      (connection, { options }) => {
        connection.keyExchange = 'ikev2';
        connection.ikeProposals = ['aes256gcm128-sha2_256-modp1024-modp2048'];
        connection.espProposals = ['aes256gcm16-modp2048'];
        options.phase1EncryptionAlgorithms = ['AES256-GCM-16'];
        options.phase1IntegrityAlgorithms = ['SHA2-256'];
        options.phase1DHGroupNumbers = [14];
        options.phase2EncryptionAlgorithms = ['AES256-GCM-16'];
      },
    ],
    ['the second of several proposals', (connection) => connection.ikeProposals.unshift('3des-md5-modp1024')],
    [
      'the same key at both ends',
      (connection, tunnel) => {
        connection.preSharedKey = KEY;
        tunnel.preSharedKey = KEY;
      },
    ],
    [
      'traffic selectors that IKE can narrow',
      (connection, _, lab) => {
        connection.rightSubnets = ['10.0.0.0/8'];
        lab.vpnConnections[0]!.remoteIpv4NetworkCidr = '10.10.0.0/16';
      },
    ],
  ])('takes %s', (_, change) => {
    expect(notes(change)).toEqual([]);
  });
});
