import { expect, it } from 'vitest';
import { routerInsideAddresses } from '../../../../lab/diagnosis/tunnel/inside-addresses.ts';
import { configuredTunnel } from '../../../../lab/topology/graph/tunnels.ts';
import { changedLab } from '../../fixtures/reference-lab.ts';

it('gives the inside address of each end as the router has it, whatever the tunnel has', () => {
  const lab = changedLab(({ customerGateways: [gateway] }) => {
    gateway!.router.connections[1]!.insideLocal = '169.254.99.2/30';
  });
  const inside = routerInsideAddresses(configuredTunnel(lab, 'tunnel-2')!);
  expect(inside).toEqual({ router: '169.254.99.2', aws: '169.254.123.169' });
});
