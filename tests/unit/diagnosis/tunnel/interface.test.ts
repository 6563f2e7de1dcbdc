import { expect, it } from 'vitest';
import { tunnelInterfaceDown } from '../../../../lab/diagnosis/tunnel/interface.ts';
import { configuredTunnel } from '../../../../lab/topology/graph/tunnels.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';
import { scene } from '../recorded.ts';

const { connection } = configuredTunnel(referenceLab, 'tunnel-1')!;

it('finds an interface without its inside address, or missing, and none that is as it has to be', () => {
  expect(tunnelInterfaceDown(scene('answered'), 'onprem-router', connection)).toBeNull();
  expect(tunnelInterfaceDown(scene('interface-without-address'), 'onprem-router', connection)).toMatchObject({
    code: 'TUNNEL_INTERFACE_DOWN',
    evidence: expect.stringMatching(/^ip -4 address show dev Tunnel1: none; the interface is /),
  });
});

it('asks nothing of a connection that is policy-based', () => {
  const policyBased = { ...connection, interface: null };
  expect(tunnelInterfaceDown(scene('interface-without-address'), 'onprem-router', policyBased)).toBeNull();
});
