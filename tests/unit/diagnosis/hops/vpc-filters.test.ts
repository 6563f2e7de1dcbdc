import { expect, it } from 'vitest';
import { filterHops } from '../../../../lab/diagnosis/hops/vpc-filters.ts';
import type { Rule } from '../../../../lab/diagnosis/kernel/ruleset.ts';
import type { Visit } from '../../../../lab/diagnosis/scene.ts';
import type { NetworkAclEntry, Vpc } from '../../../../lab/topology/types.ts';
import { changedLab } from '../../fixtures/reference-lab.ts';
import { visit } from '../recorded.ts';

const entry = (ruleNumber: number, egress: boolean): NetworkAclEntry => ({
  ruleNumber,
  egress,
  ruleAction: 'allow',
  protocol: 'all',
  ports: null,
  icmpTypeCode: null,
  cidrBlock: '0.0.0.0/0',
});
const vpc: Vpc = changedLab(({ vpcs: [draft] }) => {
  const entries = [entry(100, false), entry(100, true)];
  draft!.networkAcls = [{ name: 'acl', associations: ['vpc-a-private-1'], entries }];
}).vpcs[0]!;
const [host] = vpc.instances;

const rule = (chain: string, text: string): Rule => ({
  ...{ family: 'ip', table: 's2s_network_acls', chain },
  text,
});
const drop = (chain: string, detail: string): Rule =>
  rule(chain, `counter drop comment "s2s SUBNET_ACL_RESTRICTION acl ${detail}"`);

/** The request that comes in, or the answer that goes out, with other rules that decided on it. */
function at(leg: 'forward' | 'return', more: Partial<Visit['passage']>): Visit {
  const seen = visit('answered', leg, 'vpc-a');
  return { ...seen, passage: { ...seen.passage, ...more } };
}

const subjects = (hops: ReturnType<typeof filterHops>): string[] =>
  [...hops.outbound, ...hops.inbound].map(({ verdict, subject }) => `${verdict} ${subject}`);

it('a packet that comes in meets the network ACL of the subnet, then the security groups', () => {
  const accepted = rule('ingress_acl', 'ip saddr 0.0.0.0/0 counter accept comment "rule 100"');
  const hops = filterHops(at('forward', { accepts: [accepted] }), vpc, undefined, host);
  expect(subjects(hops)).toEqual([
    'ok network ACL acl of subnet vpc-a-private-1, inbound',
    'ok security groups vpc-a-icmp of vpc-a-host, inbound',
  ]);
  expect(hops.inbound[0]!.evidence).toContain('chain ingress_acl: ip saddr 0.0.0.0/0 counter accept');
});

it('one that goes out meets them the other way round, and stops at what drops it', () => {
  const hops = filterHops(at('return', { drop: drop('egress_acl', '*') }), vpc, host);
  expect(subjects(hops)).toEqual([
    'ok security groups vpc-a-icmp of vpc-a-host, outbound',
    'wrong network ACL acl of subnet vpc-a-private-1, outbound',
  ]);
  expect(hops.outbound[1]).toMatchObject({
    code: 'SUBNET_ACL_RESTRICTION',
    text: 'network ACL acl of subnet vpc-a-private-1 has no rule for outbound icmp echo reply to 10.30.141.20, so its last, *, denies it',
  });
});

it('tells which rule denies, and the real ports of an answer', () => {
  const byRule = filterHops(at('forward', { drop: drop('ingress_acl', '90') }), vpc, undefined, host);
  expect(byRule.inbound[0]!.text).toMatch(/^rule 90 of network ACL acl .* denies inbound icmp echo request/);
  const answer = at('return', { drop: drop('egress_acl', '*'), packet: 'tcp sport 22 tcp dport 41234 tcp' });
  const tcp: Visit = {
    ...answer,
    scene: { ...answer.scene, flow: { ...answer.scene.flow, protocol: 'tcp' } },
  };
  const [, dropped] = filterHops(tcp, vpc, host).outbound;
  expect(dropped!.text).toContain('outbound tcp port 41234 to 10.30.141.20: it is stateless');
  expect(dropped!.cure).toContain('tcp ports 1024 to 65535 out to 10.30.141.20/32');
});

it('between hosts of one subnet there is no network ACL, and what is no filter of the VPC is a packet filter', () => {
  const peer = { ...host!, name: 'peer' };
  const { out } = at('forward', {}).passage;
  expect(subjects(filterHops(at('forward', { in: out }), vpc, peer, host))).toEqual([
    'ok security groups vpc-a-icmp of peer, outbound',
    'ok security groups vpc-a-icmp of vpc-a-host, inbound',
  ]);
  const other = { family: 'ip', table: 'own', chain: 'forward', text: 'counter drop' };
  expect(subjects(filterHops(at('forward', { drop: other }), vpc, undefined, host))).toEqual([
    'wrong packet filter',
  ]);
});
