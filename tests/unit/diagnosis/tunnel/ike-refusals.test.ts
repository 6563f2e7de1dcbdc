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
