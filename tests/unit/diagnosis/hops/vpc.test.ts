import { expect, it } from 'vitest';
import { diagnose } from '../../../../lab/diagnosis/diagnose.ts';
import { hopsAtVpc } from '../../../../lab/diagnosis/hops/vpc.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';
import { diagnosed, recorded, visit, withKernel } from '../recorded.ts';

const [vpc] = referenceLab.vpcs;

it('tells which route leads where, and which rule lets the packet into an instance', () => {
  const hops = hopsAtVpc(visit('answered', 'forward', 'vpc-a'), vpc!);
  expect(hops.map(({ verdict, text }) => `${verdict}: ${text}`)).toEqual([
    'ok: the local route of vpc-a leads to vpc-a-host',
    'ok: a rule allows icmp',
  ]);
  expect(hops[1]!.evidence).toMatch(
    /^nft, table ip s2s_security_groups, chain ingress_vpc-a-icmp: ip saddr 10/,
  );
});

it('knows the way out by the route table of the subnet, and that an answer passes security groups', () => {
  const hops = hopsAtVpc(visit('answered', 'return', 'vpc-a'), vpc!);
  expect(hops.map(({ text }) => text)).toEqual([
    'security groups are stateful: an answer always passes',
    'the route to 10.30.0.0/16 leads to tgw',
  ]);
});

it('names the security groups that have no rule, by protocol and port', () => {
  expect(diagnosed('tcp-refused-by-group').cause!.text).toMatch(/ has no inbound rule for tcp port 22 from /);
});

it('tells a blackhole from a route that is missing', () => {
  const recording = recorded('no-vpc-route');
  const { routes } = recording.observation.nodes['vpc-a']!.kernel!;
  const holed = withKernel(recording, 'vpc-a', { routes: [...routes, 'blackhole 10.30.0.0/16 table 102'] });
  expect(diagnosed('no-vpc-route').cause!.code).toBe('NO_ROUTE_TO_DESTINATION');
  expect(diagnose(referenceLab, holed).diagnosis.cause!.code).toBe('BAD_STATE_ROUTE');
});
