import { expect, it } from 'vitest';
import { hopsAtTransitGateway } from '../../../../lab/diagnosis/hops/transit-gateway.ts';
import { diagnosed, visit } from '../recorded.ts';

it('tells the association by the rule for the interface, and the route in its table', () => {
  const hops = hopsAtTransitGateway(visit('answered', 'return', 'tgw'));
  expect(hops.map(({ subject, text }) => `${subject}: ${text}`)).toEqual([
    'association of att-vpc-a: att-vpc-a is associated with tgw-rt-a',
    'route table tgw-rt-a: the route to 10.30.0.0/16 leads to att-vpn by tunnel-1',
  ]);
  expect(hops[0]!.evidence).toBe('ip rule: from all iif att-vpc-a lookup 101');
});

it('shows the routes that the table has', () => {
  expect(diagnosed('tgw-blackhole').cause!.evidence).toContain('blackhole 10.10.0.0/16');
  expect(diagnosed('no-tgw-route').cause!.cure).toContain('tgw-rt-vpn');
});

it('names the node behind an attachment that does not run, or the link that is down', () => {
  expect(diagnosed('link-cut').cause!.evidence).toMatch(/att-vpc-a of tgw: (?:down|no carrier)/);
});
