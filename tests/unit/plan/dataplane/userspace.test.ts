import { describe, expect, it } from 'vitest';
import { userspace } from '../../../../lab/plan/dataplane/userspace.ts';
import type { VpnEnd } from '../../../../lab/plan/dataplane/types.ts';
import { routerConnection } from '../../../../lab/ike/router-connection.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';

const [connection] = referenceLab.customerGateways[0]!.router.connections;

/** That many tunnels of one router. */
function tunnels(count: number): VpnEnd[] {
  return Array.from({ length: count }, (_, index) => ({
    connection: routerConnection(connection!, { localAddress: '10.30.12.85', updown: null }),
    interface: `Tunnel${index + 1}`,
    id: 100 + index,
    kind: 'xfrm',
    insideAddress: `169.254.52.${4 * index + 2}/30`,
    mtu: 1419,
    outsideLocal: '10.30.12.85',
    outsideRemote: `43.200.198.${index + 1}`,
    commands: [],
  }));
}

describe('the userspace data plane', () => {
  it.each([1, 2, 4, 6, 20, 100])('gives each of the %i daemons of a router ports of its own', (count) => {
    const { services } = userspace.vpn(tunnels(count), 'fast');
    const ports = services.flatMap(({ port, portNatT }) => [port, portNatT]);
    expect(new Set(ports).size).toBe(2 * count);
    expect(Math.max(...ports)).toBeLessThan(65536);
  });

  it("translates every daemon's ports to those of IKE and of NAT-T, and back, but those of the first", () => {
    const { services, firewall } = userspace.vpn(tunnels(6), 'fast');
    const [outgoing, incoming] = firewall[0]!.chains.map(({ rules }) => rules);
    const [first, ...others] = services;
    expect([first!.port, first!.portNatT]).toEqual([500, 4500]);
    others.forEach(({ port, portNatT }, index) => {
      const peer = `43.200.198.${index + 2}`;
      expect(outgoing).toContain(`ip daddr ${peer} udp sport ${port} snat to 10.30.12.85:500`);
      expect(outgoing).toContain(`ip daddr ${peer} udp sport ${portNatT} snat to 10.30.12.85:4500`);
      expect(incoming).toContain(`ip saddr ${peer} udp dport 500 dnat to 10.30.12.85:${port}`);
      expect(incoming).toContain(`ip saddr ${peer} udp dport 4500 dnat to 10.30.12.85:${portNatT}`);
    });
    expect(JSON.stringify(firewall)).not.toContain('43.200.198.1 ');
  });
});
