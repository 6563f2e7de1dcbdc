import { describe, expect, it } from 'vitest';
import {
  configuredTunnels,
  insideAddresses,
  tunnelNamed,
  tunnelOf,
  tunnelOfConnection,
  tunnelsOf,
} from '../../../../lab/topology/graph/tunnels.ts';
import { addSite } from '../../fixtures/changes.ts';
import { changedLab, referenceLab } from '../../fixtures/reference-lab.ts';

describe('the tunnels of a lab', () => {
  const lab = changedLab(addSite);

  it('have both their ends, or no connection where the router has none', () => {
    expect(
      tunnelsOf(lab).map(({ tunnel, vpnConnection, customerGateway, connection }) => [
        tunnel.name,
        vpnConnection.name,
        customerGateway.router.name,
        connection?.name ?? null,
      ]),
    ).toEqual([
      ['tunnel-1', 'vpn', 'onprem-router', 'Tunnel1'],
      ['tunnel-2', 'vpn', 'onprem-router', 'Tunnel2'],
      ['branch-tunnel-1', 'branch-vpn', 'branch-router', 'Tunnel1'],
      ['branch-tunnel-2', 'branch-vpn', 'branch-router', null],
    ]);
    expect(configuredTunnels(lab)).toHaveLength(3);
  });

  it('are found by either end: two routers may have connections of one name', () => {
    expect(tunnelOf(lab, 'tunnel-2').connection!.name).toBe('Tunnel2');
    expect(tunnelOfConnection(lab, 'branch-router', 'Tunnel1')!.tunnel.name).toBe('branch-tunnel-1');
    expect(tunnelOfConnection(lab, 'branch-router', 'Tunnel2')).toBeUndefined();
  });

  it('are offered by the nearest name where somebody asks for one that there is not', () => {
    expect(() => tunnelNamed(referenceLab, 'tunel-1')).toThrow('did you mean tunnel-1?');
    expect(() => tunnelOf(referenceLab, 'tunel-1')).toThrow('unbound name: tunel-1');
  });

  it('have two inside addresses, the first of them AWS has', () => {
    expect(insideAddresses(referenceLab.vpnConnections[0]!.tunnels[0])).toEqual({
      aws: '169.254.216.29',
      customer: '169.254.216.30',
    });
  });
});
