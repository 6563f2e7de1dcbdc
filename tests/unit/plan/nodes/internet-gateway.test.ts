import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { filesOf } from '../../../../lab/plan/files.ts';
import { planLab } from '../../../../lab/plan/plan.ts';
import type { NodePlan } from '../../../../lab/plan/types.ts';
import { bound } from '../../../../lab/topology/graph/find.ts';
import { loadLab } from '../../../../lab/topology/load.ts';

function nodeOf(lab: string, node: string): NodePlan {
  const file = fileURLToPath(new URL(`../../../fixtures/labs/${lab}.yaml`, import.meta.url));
  return bound(planLab(loadLab(file), 'kernel').nodes, node);
}

const contentOf = (node: NodePlan): string =>
  filesOf(node)
    .flatMap(({ content }) => content)
    .join('\n');

describe('in front of a router with a public address', () => {
  const gateway = nodeOf('public-address', 'onprem-igw');

  it('translates nothing, and lets nothing pass but what is from and for that address', () => {
    const content = contentOf(gateway);
    expect(content).not.toMatch(/dnat|snat/);
    expect(content).toContain('iifname "lan" ip saddr 3.36.6.148 counter accept');
    expect(content).not.toContain('address replace 3.36.6.148');
    expect(gateway.sysctls).toMatchObject({ 'net.ipv4.conf.default.proxy_arp': '1' });
  });

  it('the router sends what is its own from an address that AWS has a route to, and bare ESP has more room', () => {
    const router = contentOf(nodeOf('public-address', 'onprem-router'));
    expect(router).toContain('10.10.0.0/16 dev Tunnel1 metric 100 src 10.30.128.1');
    expect(contentOf(nodeOf('public-address', 'tunnel-1'))).toContain('mtu 1438');
    expect(contentOf(nodeOf('one-armed', 'tunnel-1'))).toContain('mtu 1419');
  });
});

describe('in the subnet of a one-armed router', () => {
  const content = contentOf(nodeOf('one-armed', 'onprem-igw'));

  it('leads to the router what hosts send to VPCs, and lets them out nowhere else', () => {
    expect(content).toContain('iif onprem-server lookup 101');
    expect(content).toContain('10.20.0.0/16 via 10.30.12.85 dev lan table 101');
    expect(content).toContain('iifname != "wan" oifname != "wan" counter accept');
  });

  it('is the gateway of its hosts', () => {
    expect(contentOf(nodeOf('one-armed', 'onprem-server'))).toContain('default via 10.30.0.1');
  });
});
