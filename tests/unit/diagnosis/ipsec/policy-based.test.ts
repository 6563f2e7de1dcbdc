import { describe, expect, it } from 'vitest';
import { walk } from '../../../../lab/diagnosis/walk.ts';
import { AWS_1, AWS_2, endOf, LOST_IN_TUNNEL, policies, ROUTER, sceneWith } from './kernel-plane.ts';

const connections = {
  interface: null,
  mark: 0,
  leftSubnets: ['10.30.0.0/16'],
  rightSubnets: ['10.10.0.0/16'],
};
const SELECTORS = ['10.30.0.0/16', '10.10.0.0/16'] as const;
const byDefault = { [ROUTER]: { out: 'eth0' } };
const lost = { forward: { ...LOST_IN_TUNNEL.forward, ...byDefault } };

describe('a policy-based router', () => {
  it('sends by the policy that selects the packet, whichever interface its route leads to', () => {
    const hops = walk(
      sceneWith({
        connections,
        kernel: { policies: policies(AWS_1, {}, SELECTORS) },
        seen: { forward: byDefault },
      }),
    );
    expect(hops.find(({ subject }) => subject === 'tunnel-1 (Tunnel1)')).toMatchObject({ verdict: 'ok' });
    expect(hops.at(-1)).toMatchObject({ leg: 'return', verdict: 'ok' });
  });

  it('tells a packet for which no policy is', () => {
    const other = ['10.30.0.0/16', '10.20.0.0/16'] as const;
    const kernel = { policies: [...policies(AWS_1, {}, other), ...policies(AWS_2, {}, other)] };
    expect(endOf({ connections, kernel, seen: lost })).toMatchObject({
      node: ROUTER,
      code: 'TRAFFIC_SELECTOR_MISMATCH',
      text: 'onprem-router has no IPsec policy for what goes from 10.30.141.20 to 10.10.141.106, so it leaves by eth0 unencrypted',
    });
  });

  it('blames NAT before IPsec where the packet matched no policy because of it', () => {
    const leaving = 'ip saddr 192.0.2.9 ip daddr 10.10.141.106';
    const kernel = { policies: policies(AWS_1, {}, SELECTORS) };
    const seen = { forward: { ...lost.forward, [ROUTER]: { out: 'eth0', leaving } } };
    const hop = endOf({ connections, kernel, seen });
    expect(hop).toMatchObject({ node: ROUTER, code: 'SOURCE_TRANSLATED' });
    expect(hop.text).toContain('no IPsec policy for what goes from 192.0.2.9');
  });

  it('tells disable_xfrm on the interface that the packet leaves by', () => {
    const kernel = {
      policies: policies(AWS_1, {}, SELECTORS),
      sysctls: ['ip_forward:1', 'conf/eth0/disable_xfrm:1'],
    };
    expect(endOf({ connections, kernel, seen: lost })).toMatchObject({
      code: 'IPSEC_BYPASSED',
      text: 'eth0 of onprem-router has disable_xfrm=1, so what Tunnel1 is to protect leaves by it unencrypted',
    });
  });

  it('tells two connections with one policy: the second has replaced that of the first', () => {
    const hop = endOf({
      connections,
      kernel: {
        policies: policies(AWS_2, {}, SELECTORS),
        refusals: ['XfrmInTmplMismatch      \t3'],
        sysctls: ['ip_forward:1'],
      },
      seen: {
        forward: { ...byDefault, 'tunnel-1': null, 'tunnel-2': { fate: 'left', in: 'vpn', out: 'tgw' } },
        return: { [ROUTER]: { in: 'eth0', out: null, fate: 'stopped' }, 'onprem-server': null },
      },
    });
    expect(hop).toMatchObject({ leg: 'return', node: ROUTER, code: 'IPSEC_POLICY_REPLACED' });
    expect(hop.text).toMatch(/^Tunnel1 and Tunnel2 of onprem-router have the same traffic selectors: /);
    expect(hop.repair!.command).toMatch(/^swanctl --terminate --ike Tunnel2 /);
    expect(hop.evidence).toContain('XfrmInTmplMismatch 3');
  });

  it('sees a policy that selects everything take the answer back', () => {
    const hop = endOf({
      connections,
      kernel: { policies: policies(AWS_1, {}) },
      seen: { forward: byDefault, return: { 'onprem-server': null } },
    });
    expect(hop).toMatchObject({ leg: 'return', node: ROUTER, code: 'IPSEC_LOOP' });
  });

  it('sends by the CHILD_SA that admits the packet where charon does IPsec itself', () => {
    const seen = { forward: { [ROUTER]: { out: 'libipsec0' } } };
    const hops = walk(sceneWith({ connections, seen }));
    expect(hops.find(({ subject }) => subject === 'tunnel-1 (Tunnel1)')).toMatchObject({ verdict: 'ok' });
  });
});
