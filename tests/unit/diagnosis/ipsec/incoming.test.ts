import { expect, it } from 'vitest';
import { AWS_1, endOf, policies, ROUTER, vti, xfrm } from './kernel-plane.ts';

const stoppedAtRouter = {
  return: { [ROUTER]: { in: 'Tunnel1', out: null, fate: 'stopped' as const }, 'onprem-server': null },
};
/** Without disable_policy, which the reference lab sets. */
const sysctls = ['ip_forward:1'];
const kernel = { links: [vti('Tunnel1', AWS_1, 100)], policies: policies(AWS_1, { mark: 100 }), sysctls };

it('tells that policies with a mark refuse what comes out of a VTI without disable_policy', () => {
  const hop = endOf({ kernel, seen: stoppedAtRouter });
  expect(hop).toMatchObject({
    leg: 'return',
    node: ROUTER,
    code: 'IPSEC_POLICY_REFUSED',
    repair: { node: ROUTER, command: 'sysctl -w net.ipv4.conf.Tunnel1.disable_policy=1' },
  });
  expect(hop.evidence).toContain('ip xfrm policy: none with dir fwd for it');
});

it('lets in what policies have nothing against', () => {
  const disabled = [...sysctls, 'conf/Tunnel1/disable_policy:1'];
  expect(endOf({ kernel: { ...kernel, sysctls: disabled }, seen: stoppedAtRouter }).code).toBeNull();
  const ofInterface = { links: [xfrm('Tunnel1', 9)], policies: policies(AWS_1, { ifId: 9 }), sysctls };
  expect(endOf({ kernel: ofInterface, seen: stoppedAtRouter }).code).toBeNull();
});

it('tells a CHILD_SA whose selectors are not for what it brought', () => {
  const narrow = policies(AWS_1, { ifId: 9 }, ['10.30.0.0/16', '10.20.0.0/16']);
  const ofInterface = { links: [xfrm('Tunnel1', 9)], policies: narrow, sysctls };
  expect(endOf({ kernel: ofInterface, seen: stoppedAtRouter })).toMatchObject({
    code: 'TRAFFIC_SELECTOR_MISMATCH',
    text: 'onprem-router refuses what came through tunnel-1 from 10.10.141.106 to 10.30.141.20: no IPsec policy of it is for that',
  });
});

it('tells it of what is for the router itself, too', () => {
  const seen = {
    return: { [ROUTER]: { in: 'Tunnel1', out: null, fate: 'delivered' as const }, 'onprem-server': null },
  };
  expect(endOf({ kernel, seen })).toMatchObject({ code: 'IPSEC_POLICY_REFUSED' });
});
