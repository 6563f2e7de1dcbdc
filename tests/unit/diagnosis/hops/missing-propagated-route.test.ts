import { expect, it } from 'vitest';
import { missingPropagatedRoute } from '../../../../lab/diagnosis/hops/missing-propagated-route.ts';
import { loadLab } from '../../../../lab/topology/load.ts';
import { bound } from '../../../../lab/topology/graph/find.ts';
import { visitAtNode } from '../at-node.ts';
import type { Seen } from '../at-node.ts';

const HOST = { name: 'vpc-a-host', address: '10.10.141.106' };
const SERVER = { name: 'onprem-server', address: '10.30.141.20' };

/** What is found at VPC A of a lab, with the routes that the gateway was seen to have. */
function found(labFile: string, routes: readonly string[], seen: Seen = {}) {
  const lab = loadLab(labFile);
  const vpc = bound(lab.vpcs, 'vpc-a');
  const visit = visitAtNode(lab, 'vpc-a', { ...seen, vgw: { kernel: { routes } } }, {}, [HOST, SERVER]);
  const subnet = bound(vpc.subnets, bound(vpc.instances, HOST.name).subnet);
  return missingPropagatedRoute(visit, vpc, subnet, 'nothing there');
}
const STATIC = 'tests/fixtures/labs/vpn-gateway.yaml';
const DIRECT_CONNECT = 'tests/fixtures/labs/route-priority.yaml';
const BGP = 'scenarios/gateways/cloudhub/lab.yaml';

it.each([
  ['Direct Connect', DIRECT_CONNECT, '10.30.0.0/16 via 169.254.254.2 dev dx-1 proto bird metric 1000 onlink'],
  ['BGP', BGP, '10.30.0.0/16 via 169.254.254.2 dev tunnel-1 proto bird metric 1000 onlink'],
  ['a static route of a VPN connection', STATIC, '10.30.0.0/16 via 169.254.254.2 dev tunnel-1 metric 2100'],
])('is for want of propagation where the gateway has what %s brings', (_, labFile, route) => {
  expect(found(labFile, [route])).toMatchObject({
    code: 'NO_ROUTE_TO_DESTINATION',
    text: expect.stringMatching(/vgw has one, and does not propagate it into vpc-a-private$/),
    cure: expect.stringContaining('EnableVgwRoutePropagation'),
    evidence: expect.stringContaining(
      `nothing there; at vgw: ip route show table main match 10.30.141.20: 10.30`,
    ),
  });
});

it('is for want of a BGP session where the gateway has none either', () => {
  const down = { protocol: 'BGP', state: 'Active', routesIn: 0, routesOut: 0, lastError: null } as const;
  const seen = { 'tunnel-1': { bgp: down }, 'tunnel-2': { bgp: down } };
  expect(found(BGP, ['blackhole default metric 4294967295'], seen)).toMatchObject({
    code: 'BGP_SESSION_DOWN',
  });
});

it('is nothing of the gateway where the lab file has it propagate no route to there', () => {
  expect(found('scenarios/reference/lab.yaml', [])).toBeNull();
});
