import { describe, expect, it } from 'vitest';
import { securityGroupsAllow } from '../../../../lab/aws/filters/security-groups.ts';
import { ICMP_ECHO, tcpTo as tcp } from '../../../../lab/aws/flow.ts';
import type { Flow } from '../../../../lab/aws/flow.ts';
import type { Lab, SecurityGroupRule } from '../../../../lab/topology/types.ts';
import { changedLab } from '../../fixtures/reference-lab.ts';

/** Asks an instance with one group per given rule. */
function allows(rules: SecurityGroupRule[], flow: Flow, peerIp: string): boolean {
  const changed = changedLab((lab) => {
    const [draft] = lab.vpcs;
    draft!.securityGroups = rules.map((rule, index) => ({
      name: `group-${index}`,
      ingress: [rule],
      egress: [],
    }));
    draft!.instances[0]!.securityGroups = rules.map((_, index) => `group-${index}`);
  });
  const vpc = changed.vpcs[0]!;
  return securityGroupsAllow(changed, vpc, vpc.instances[0]!, 'ingress', flow, peerIp);
}

const rule = (protocol: SecurityGroupRule['protocol'], ports: SecurityGroupRule['ports'] = null) => ({
  protocol,
  ports,
  icmpTypeCode: null,
  cidrIp: '10.30.0.0/16',
  referencedSecurityGroup: null,
});
const echo = (type: number): SecurityGroupRule => ({ ...rule('icmp'), icmpTypeCode: { type, code: -1 } });
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
    ['echo requests by type', [echo(8)], ICMP_ECHO, '10.30.0.1', true],
    ['echo replies by type', [echo(0)], ICMP_ECHO, '10.30.0.1', false],
    ['the second of two groups', [rule('icmp'), web], tcp(80), '10.30.0.1', true],
  ])('%s', (_, rules, flow, peerIp, expected) => {
    expect(allows(rules, flow, peerIp)).toBe(expected);
  });

  it('asks the rules of the direction, and only groups of the instance', () => {
    const changed = changedLab((lab) => {
      const [draft] = lab.vpcs;
      draft!.securityGroups.push({ name: 'not-mine', ingress: [rule('all')], egress: [] });
    });
    const vpc = changed.vpcs[0]!;
    const instance = vpc.instances[0]!;
    expect(securityGroupsAllow(changed, vpc, instance, 'ingress', tcp(22), '10.30.0.1')).toBe(false);
    expect(securityGroupsAllow(changed, vpc, instance, 'egress', tcp(22), '10.30.0.1')).toBe(true);
  });
});

it('asks a group that is referenced for the addresses of the instances that have it', () => {
  const referencing = (vpc: string | null, name: string) =>
    changedLab(({ vpcs: [draft] }) => {
      const reference = { ...rule('all'), cidrIp: null, referencedSecurityGroup: { vpc, name } };
      draft!.securityGroups.push({ name: 'empty', ingress: [], egress: [] });
      draft!.securityGroups[0]!.ingress = [reference];
    });
  const isAllowed = (lab: Lab, peer: string): boolean =>
    securityGroupsAllow(lab, lab.vpcs[0]!, lab.vpcs[0]!.instances[0]!, 'ingress', ICMP_ECHO, peer);
  expect(isAllowed(referencing('vpc-b', 'vpc-b-icmp'), '10.20.139.27')).toBe(true);
  expect(isAllowed(referencing('vpc-b', 'vpc-b-icmp'), '10.20.139.28')).toBe(false);
  expect(isAllowed(referencing(null, 'vpc-a-icmp'), '10.10.141.106')).toBe(true);
  expect(isAllowed(referencing(null, 'empty'), '10.10.141.106')).toBe(false);
});
