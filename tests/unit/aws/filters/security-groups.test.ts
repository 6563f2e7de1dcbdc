import { describe, expect, it } from 'vitest';
import { securityGroupsAllow } from '../../../../lab/aws/filters/security-groups.ts';
import { ICMP_ECHO, tcpTo as tcp } from '../../../../lab/aws/flow.ts';
import type { Flow } from '../../../../lab/aws/flow.ts';
import type { SecurityGroupRule } from '../../../../lab/topology/types.ts';
import { changedLab } from '../../fixtures/reference-lab.ts';

/** Asks an instance with one group per given rule. */
function allows(rules: SecurityGroupRule[], flow: Flow, peerIp: string): boolean {
  const vpc = changedLab((lab) => {
    const [draft] = lab.vpcs;
    draft!.securityGroups = rules.map((rule, index) => ({
      name: `group-${index}`,
      ingress: [rule],
      egress: [],
    }));
    draft!.instances[0]!.securityGroups = rules.map((_, index) => `group-${index}`);
  }).vpcs[0]!;
  return securityGroupsAllow(vpc, vpc.instances[0]!, 'ingress', flow, peerIp);
}

const rule = (protocol: SecurityGroupRule['protocol'], ports: SecurityGroupRule['ports'] = null) => ({
  protocol,
  ports,
  cidrIp: '10.30.0.0/16',
});
const web = rule('tcp', { from: 80, to: 443 });

describe('securityGroupsAllow', () => {
  it.each<[string, SecurityGroupRule[], Flow, string, boolean]>([
    ['no group', [], ICMP_ECHO, '10.30.0.1', false],
    ['the protocol', [rule('icmp')], ICMP_ECHO, '10.30.0.1', true],
    ['another protocol', [rule('icmp')], tcp(22), '10.30.0.1', false],
    ['every protocol', [rule('all')], tcp(22), '10.30.0.1', true],
    ['another source', [rule('all')], tcp(22), '10.31.0.1', false],
    ['every port', [rule('tcp')], tcp(22), '10.30.0.1', true],
    ['below the ports', [web], tcp(79), '10.30.0.1', false],
    ['the first port', [web], tcp(80), '10.30.0.1', true],
    ['the last port', [web], tcp(443), '10.30.0.1', true],
    ['above the ports', [web], tcp(444), '10.30.0.1', false],
    ['the second of two groups', [rule('icmp'), web], tcp(80), '10.30.0.1', true],
  ])('%s', (_, rules, flow, peerIp, expected) => {
    expect(allows(rules, flow, peerIp)).toBe(expected);
  });

  it('asks the rules of the direction, and only groups of the instance', () => {
    const vpc = changedLab((lab) => {
      const [draft] = lab.vpcs;
      draft!.securityGroups.push({ name: 'not-mine', ingress: [rule('all')], egress: [] });
    }).vpcs[0]!;
    const instance = vpc.instances[0]!;
    expect(securityGroupsAllow(vpc, instance, 'ingress', tcp(22), '10.30.0.1')).toBe(false);
    expect(securityGroupsAllow(vpc, instance, 'egress', tcp(22), '10.30.0.1')).toBe(true);
  });
});
