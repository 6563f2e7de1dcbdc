import { expect, it } from 'vitest';
import { refused } from '../../../../lab/diagnosis/tunnel/ike-refusals.ts';
import { configuredTunnel } from '../../../../lab/topology/graph/tunnels.ts';
import { changedLab } from '../../fixtures/reference-lab.ts';

/** What the endpoint takes in phase 1 is not what it takes in phase 2. */
const lab = changedLab(({ vpnConnections }) => {
  const { options } = vpnConnections[0]!.tunnels[0];
  options.phase1EncryptionAlgorithms = ['AES256'];
  options.phase2EncryptionAlgorithms = ['AES128'];
});
const ends = configuredTunnel(lab, 'tunnel-1')!;
const address = ends.customerGateway.ipAddress;

it.each([
  ['TUNNEL_DOWN_ID_MISMATCH', `it expects ${address}`, `set leftid=${address} for Tunnel1 on onprem-router`],
  ['TUNNEL_DOWN_AUTHENTICATION_FAILED', 'pre-shared key mismatch', 'the pre-shared key of tunnel-1'],
  ['TUNNEL_DOWN_NO_PROPOSAL_CHOSEN', 'none of the IKE proposals', /ike=aes256-\S+-modp\S+ for Tunnel1/],
  [
    'TUNNEL_DOWN_CHILD_SA_NO_PROPOSAL_CHOSEN',
    'none of the ESP proposals',
    /esp=aes128-\S+-modp\S+ for Tunnel1/,
  ],
  ['TRAFFIC_SELECTOR_MISMATCH', 'selectors of Tunnel1 on onprem-router', 'negotiate 0.0.0.0/0 and 0.0.0.0/0'],
  ['CUSTOMER_GATEWAY_ADDRESS_CHANGED', `at ${address} only`, `Elastic IP ${address} back`],
] as const)('%s', (code, text, cure) => {
  const cause = refused(code, ends, '');
  expect(cause.code).toBe(code);
  expect(cause.text).toContain(text);
  expect(cause.cure).toMatch(cure);
});

it('tells a key that is missing from one that is another', () => {
  const said = "no shared key found for '3.36.6.148' - '43.200.198.51'";
  const { code, text, cure } = refused('TUNNEL_DOWN_AUTHENTICATION_FAILED', ends, said);
  expect(code).toBe('TUNNEL_DOWN_AUTHENTICATION_FAILED');
  expect(text).toBe(
    "onprem-router has no pre-shared key for Tunnel1: none of its secrets is for '3.36.6.148' - '43.200.198.51'",
  );
  expect(cure).toContain(`as ${address} ${ends.connection.right} : PSK`);
});

it('tells an identity that was left out behind a NAT, and the line below which it belongs', () => {
  const { router } = ends.customerGateway;
  const content = 'config setup\n\nconn Tunnel1\n\tauto=start\n';
  const own = {
    ...{ daemon: 'strongswan' as const, image: null, script: null, keys: [] },
    files: [{ path: '/etc/ipsec.conf', content, mode: 0o644, from: 'ipsec.conf' }],
  };
  const { text, cure } = refused(
    'TUNNEL_DOWN_ID_MISMATCH',
    {
      ...ends,
      customerGateway: { ...ends.customerGateway, router: { ...router, own } },
      connection: { ...ends.connection, leftId: router.privateIpAddress },
    },
    '',
  );
  expect(text).toContain(`onprem-router is behind a NAT and calls itself by its private address`);
  expect(cure).toContain('for good, add it below line 3 of ipsec.conf');
});

it.each([
  [
    'subject certificate invalid (valid from Nov 26 17:00:00 2026 to Nov 27 17:00:00 2026)',
    'the certificate of onprem-router has expired',
  ],
  [
    "no shared key found for '43.200.198.51' - '3.36.6.148'",
    'Tunnel1 of onprem-router authenticates by a pre-shared key',
  ],
  [
    'constraint requires public key authentication, but pre-shared key was used',
    'Tunnel1 of onprem-router authenticates by a pre-shared key',
  ],
  [
    'found 1 matching config, but none allows pre-shared key authentication using Main Mode',
    'Tunnel1 of onprem-router authenticates by a pre-shared key',
  ],
  ["no trusted ECDSA public key found for '3.36.6.148'", 'tunnel-1 does not know the authority'],
])('says of certificates what is wrong with them: %s', (said, words) => {
  const certificateArn = 'arn:aws:acm:eu-west-1:111122223333:certificate/mine';
  const certified = { ...ends, customerGateway: { ...ends.customerGateway, certificateArn } };
  expect(refused('TUNNEL_DOWN_AUTHENTICATION_FAILED', certified, said).text).toContain(words);
});
