import { describe, expect, it } from 'vitest';
import { filesOf } from '../../../../lab/plan/files.ts';
import { planLab } from '../../../../lab/plan/plan.ts';
import { bound } from '../../../../lab/topology/graph/find.ts';
import { changedLab } from '../../fixtures/reference-lab.ts';

/** A router with the public address itself, so that nothing but acceleration asks for ESP in UDP. */
function endpointFiles(enableAcceleration: boolean): string {
  const lab = changedLab(({ customerGateways: [site], vpnConnections: [vpn] }) => {
    site!.router.privateIpAddress = site!.ipAddress;
    site!.router.outsideCidrBlock = '3.36.6.144/29';
    vpn!.enableAcceleration = enableAcceleration;
  });
  return filesOf(bound(planLab(lab, 'kernel').nodes, 'tunnel-1'))
    .map(({ content }) => content)
    .join('\n');
}

describe('the endpoint of an accelerated connection', () => {
  it('wants ESP in UDP, has the MTU for it, and rekeys nothing', () => {
    const files = endpointFiles(true);
    expect(files).toContain('encap = yes');
    expect(files).toContain('mtu 1419');
    expect(files.match(/rekey_time = 0s/g)).toHaveLength(2);
  });

  it('differs from any other, which has bare ESP and its MTU', () => {
    const files = endpointFiles(false);
    expect(files).not.toContain('encap = yes');
    expect(files).toContain('mtu 1438');
    expect(files).not.toContain('rekey_time = 0s');
  });
});
