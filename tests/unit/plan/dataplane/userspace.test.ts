import { describe, expect, it } from 'vitest';
import { userspace } from '../../../../lab/plan/dataplane/userspace.ts';
import type { VpnTunnel } from '../../../../lab/plan/dataplane/types.ts';
import { routerConnection } from '../../../../lab/ike/router-connection.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';

const [connection] = referenceLab.customerGateways[0]!.router.connections;

/** That many tunnels of one router. */
function tunnels(count: number): VpnTunnel[] {
  return Array.from({ length: count }, (_, index) => ({
    connection: (plane) =>
      routerConnection(connection!, { ...plane, localAddress: '10.30.12.85', updown: null }),
    interface: `Tunnel${index + 1}`,
    id: 100 + index,
    kind: 'xfrm',
    insideAddress: `169.254.52.${4 * index + 2}/30`,
    mtu: 1419,
    outsideLocal: '10.30.12.85',
    outsideRemote: `43.200.198.${index + 1}`,
    initiates: true,
    commands: [],
  }));
}

describe('the userspace data plane', () => {
  it.each([1, 2, 4, 6, 20, 100])('gives each of the %i daemons of a router ports of its own', (count) => {
    const { daemons } = userspace.vpn(tunnels(count));
    const ports = daemons.flatMap(({ port, portNatT }) => [port, portNatT]);
    expect(new Set(ports).size).toBe(2 * count);
    expect(Math.max(...ports)).toBeLessThan(65536);
  });

  it("translates every daemon's ports to those of IKE and of NAT-T, and back, but those of the first", () => {
    const { daemons, firewall } = userspace.vpn(tunnels(6));
    const [first, ...others] = daemons;
    expect([first!.port, first!.portNatT]).toEqual([500, 4500]);
    others.forEach(({ port, portNatT }, index) => {
      const peer = `43.200.198.${index + 2}`;
      expect(firewall).toContain(`ip daddr ${peer} udp sport ${port} snat to 10.30.12.85:500\n`);
      expect(firewall).toContain(`ip daddr ${peer} udp sport ${portNatT} snat to 10.30.12.85:4500\n`);
      expect(firewall).toContain(`ip saddr ${peer} udp dport 500 dnat to 10.30.12.85:${port}\n`);
      expect(firewall).toContain(`ip saddr ${peer} udp dport 4500 dnat to 10.30.12.85:${portNatT}\n`);
    });
    expect(firewall).not.toContain('43.200.198.1 ');
  });
});
