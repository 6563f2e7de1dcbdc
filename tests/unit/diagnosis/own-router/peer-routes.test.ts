import { expect, it } from 'vitest';
import { predict } from '../../../../lab/aws/reachability.ts';
import { labAsSeen } from '../../../../lab/diagnosis/own-router/lab-as-seen.ts';
import { loadLab } from '../../../../lab/topology/load.ts';
import { kernelWith } from './seen.ts';

const lab = loadLab('tests/fixtures/labs/two-routers-static.yaml');

/** The lab as its second router, its owner's own and the hosts' default gateway, was seen: with these routes, and no tunnel. */
function seenWith(...routes: readonly string[]) {
  const preferred = structuredClone(lab) as { -readonly [Key in keyof typeof lab]: (typeof lab)[Key] };
  preferred.customerGateways = lab.customerGateways.map((gateway) =>
    gateway.name === 'onprem-2' ? { ...gateway, router: { ...gateway.router, vrrpPriority: 150 } } : gateway,
  );
  const seen = { kernel: kernelWith({ routes }), answers: new Map(), daemons: {}, conns: [] };
  return labAsSeen(preferred, new Map([['onprem-2-router', seen]]));
}

it('a route to another router of the site is one, however the router has it', () => {
  const asSeen = seenWith(
    '10.10.0.0/16 nhid 21 via 10.30.128.1 dev eth1 proto bgp metric 20 ',
    '10.20.0.9 via 10.30.128.1 dev eth1 ',
    '10.21.0.0/16 via 10.30.128.1 dev eth1 dead linkdown ',
    '10.22.0.0/16 via 10.30.128.9 dev eth1 ',
  );
  expect(asSeen.customerGateways[1]!.router.peerRoutes).toEqual([
    { destinationCidrBlock: '10.10.0.0/16', metric: 20, router: 'onprem-router' },
    { destinationCidrBlock: '10.20.0.9/32', metric: 0, router: 'onprem-router' },
  ]);
  expect(predict(asSeen, 'onprem-server', 'vpc-a-host')).toMatchObject({
    reachable: true,
    path: ['onprem-server', 'onprem-2-router', 'onprem-router', 'tunnel-1', 'vgw', 'vpc-a', 'vpc-a-host'],
  });
});

it('without one nothing is predicted to go by it', () => {
  expect(seenWith().customerGateways[1]!.router).not.toHaveProperty('peerRoutes');
  expect(predict(seenWith(), 'onprem-server', 'vpc-a-host').reachable).toBe(false);
});
