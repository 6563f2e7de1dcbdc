import { expect, it } from 'vitest';
import { hopsAtRouter } from '../../../../lab/diagnosis/hops/onprem-router.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';
import { diagnosed, visit } from '../recorded.ts';

const [gateway] = referenceLab.customerGateways;

it('tells the route into the tunnel, and back to a host behind the bridge', () => {
  const textOf = (leg: 'forward' | 'return') =>
    hopsAtRouter(visit('answered', leg, 'onprem-router'), gateway!).map(({ text }) => text);
  expect(textOf('forward')).toEqual(['the route to 10.10.0.0/16 leads to Tunnel1']);
  expect(textOf('return')).toEqual(['the route to 10.30.128.0/20 leads to eth1']);
});

it('names the rule that leads a packet away, with a command that takes it back', () => {
  const { cause } = diagnosed('policy-rule');
  expect(cause!.evidence).toMatch(
    /^ip rule \d+: from 10\.30\.128\.0\/20 lookup 100; .*default via 10\.30\.0\.1/,
  );
  expect(cause!.repair!.command).toMatch(/^ip rule del pref \d+$/);
});

it('names the missing route with the one to add, and the rule of a packet filter with its handle', () => {
  expect(diagnosed('no-router-route').cause!.repair!.command).toBe(
    'ip route add 10.10.141.106/32 dev Tunnel1 metric 100 src 10.30.12.85',
  );
  expect(diagnosed('filtered-at-router').cause!.repair!.command).toMatch(
    /^nft delete rule ip filter FORWARD handle \d+$/,
  );
});

it('knows the inside addresses of a tunnel as reached by its own interface', () => {
  const hops = hopsAtRouter(visit('inside-address', 'forward', 'onprem-router'), gateway!);
  expect(hops.map(({ text }) => text)).toEqual(['the route to 169.254.123.168/30 leads to Tunnel2']);
});
