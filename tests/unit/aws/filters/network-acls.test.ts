import { describe, expect, it } from 'vitest';
import { ICMP_ECHO, tcpTo } from '../../../../lab/aws/flow.ts';
import type { Flow } from '../../../../lab/aws/flow.ts';
import { subnetsCrossed } from '../../../../lab/aws/filters/network-acls.ts';
import { predict } from '../../../../lab/aws/reachability.ts';
import type { NetworkAclEntry } from '../../../../lab/topology/types.ts';
import { changedLab } from '../../fixtures/reference-lab.ts';

const HOST = 'vpc-a-host';
const SERVER = 'onprem-server';
const ROUTER = 'onprem-router';

const entry = (ruleNumber: number, more: Partial<NetworkAclEntry> = {}): NetworkAclEntry => ({
  ruleNumber,
  egress: false,
  ruleAction: 'allow',
  protocol: 'all',
  cidrBlock: '0.0.0.0/0',
  ports: null,
  icmpTypeCode: null,
  ...more,
});
const out = { egress: true } as const;
const tcp = (from: number, to: number) => ({ protocol: 'tcp', ports: { from, to } }) as const;
const icmp = (type: number, code = 0) => ({ protocol: 'icmp', icmpTypeCode: { type, code } }) as const;

/** What becomes of a flow with a network ACL around the subnet of the host in VPC A; `acl` rather than `lost` where it is why. */
function outcome(entries: readonly NetworkAclEntry[], from: string, to: string, flow: Flow): string {
  const lab = changedLab(({ vpcs: [vpc] }) => {
    vpc!.networkAcls = [{ name: 'acl', associations: ['vpc-a-private-1'], entries: [...entries] }];
    vpc!.securityGroups[0]!.ingress = vpc!.securityGroups[0]!.egress;
    const { securityGroups } = vpc!.instances[0]!;
    const more = {
      subnet: 'vpc-a-private-1',
      privateIpAddress: '10.10.141.107',
      publicIpAddress: null,
      keyName: null,
      securityGroups,
      sourceDestCheck: true,
    };
    vpc!.instances.push({ name: 'neighbour', ...more });
    vpc!.instances.push({ ...more, name: 'public', subnet: 'vpc-a-public-1', privateIpAddress: '10.10.8.8' });
  });
  const seen = predict(lab, from, to, flow);
  return seen.reachable ? 'answered' : `${seen.leg} ${seen.reason}: ${seen.text}`;
}

const CUSTOM = [entry(100, tcp(443, 443)), entry(100, { ...out, ...tcp(32768, 65535) })];

describe('a network ACL', () => {
  it('denies everything while it has no entries, and not between hosts of one subnet', () => {
    expect(outcome([], SERVER, HOST, ICMP_ECHO)).toBe(
      'forward SUBNET_ACL_RESTRICTION: network ACL acl of subnet vpc-a-private-1 has no rule for inbound icmp echo request from 10.30.141.20, so its last, *, denies it',
    );
    expect(outcome([], HOST, SERVER, ICMP_ECHO)).toContain('outbound icmp echo request to 10.30.141.20');
    expect(outcome([], HOST, 'neighbour', ICMP_ECHO)).toBe('answered');
    expect(outcome([], HOST, 'public', ICMP_ECHO)).toContain('forward SUBNET_ACL_RESTRICTION');
    expect(outcome([], 'public', HOST, ICMP_ECHO)).toContain('forward SUBNET_ACL_RESTRICTION');
  });

  it('goes by the lowest number that matches', () => {
    const deny = entry(90, { ruleAction: 'deny', cidrBlock: '10.30.141.0/24' });
    const entries = [deny, entry(100), entry(100, out)];
    expect(outcome(entries, SERVER, HOST, ICMP_ECHO)).toBe(
      'forward SUBNET_ACL_RESTRICTION: rule 90 of network ACL acl of subnet vpc-a-private-1 denies inbound icmp echo request from 10.30.141.20',
    );
    expect(outcome(entries, ROUTER, HOST, ICMP_ECHO)).toBe('answered');
    const after = [entry(100), { ...deny, ruleNumber: 110 }, entry(100, out)];
    expect(outcome(after, SERVER, HOST, ICMP_ECHO)).toBe('answered');
  });

  it('is asked for answers, too: those to a connection need ephemeral ports', () => {
    expect(outcome(CUSTOM, SERVER, HOST, tcpTo(443))).toBe('answered');
    expect(outcome(CUSTOM.slice(0, 1), SERVER, HOST, tcpTo(443))).toBe(
      'return SUBNET_ACL_RESTRICTION: network ACL acl of subnet vpc-a-private-1 has no rule for outbound tcp port 40000 to 10.30.141.20: it is stateless, so answers need a rule, too, for the ephemeral ports that clients have',
    );
    expect(
      outcome([...CUSTOM, entry(110, { ...out, ...tcp(443, 443) })], HOST, SERVER, tcpTo(443)),
    ).toContain('inbound tcp port 40000 from 10.30.141.20');
    expect(outcome(CUSTOM, SERVER, HOST, tcpTo(444))).toContain('inbound tcp port 444');
  });

  it.each<[string, NetworkAclEntry[], string]>([
    ['request in, reply out', [entry(1, icmp(8)), entry(1, { ...out, ...icmp(0) })], 'answered'],
    ['every type', [entry(1, icmp(-1, -1)), entry(1, { ...out, ...icmp(-1, -1) })], 'answered'],
    ['every code', [entry(1, icmp(8, -1)), entry(1, { ...out, ...icmp(0, -1) })], 'answered'],
    ['requests only', [entry(1, icmp(8)), entry(1, { ...out, ...icmp(8) })], 'return SUBNET_ACL_RESTRICTION'],
    ['another code', [entry(1, icmp(8, 1)), entry(1, out)], 'forward SUBNET_ACL_RESTRICTION'],
    ['tcp', [entry(1, tcp(0, 65535)), entry(1, out)], 'forward SUBNET_ACL_RESTRICTION'],
  ])('knows echo requests and replies by their types: %s', (_, entries, expected) => {
    expect(outcome(entries, SERVER, HOST, ICMP_ECHO)).toContain(expected);
  });
});

it('comes before the security groups of the receiver, and after those of the sender', () => {
  const lab = changedLab(({ vpcs: [vpc] }) => {
    vpc!.networkAcls = [{ name: 'acl', associations: ['vpc-a-private-1'], entries: [] }];
    vpc!.securityGroups[0]!.egress = [];
  });
  const reason = (from: string, to: string): string => {
    const seen = predict(lab, from, to, tcpTo(22));
    return seen.reachable ? '' : seen.reason;
  };
  expect(reason(SERVER, HOST)).toBe('SUBNET_ACL_RESTRICTION');
  expect(reason(HOST, SERVER)).toBe('ENI_SG_RULES_MISMATCH');
});

describe('the subnets whose network ACLs are asked', () => {
  const at = (subnet: string, isAttachment: boolean) => ({ subnet, isAttachment });
  it.each([
    ['from an instance to an attachment in its subnet', at('a', false), at('a', true), 'a', 'a'],
    ['from an attachment to an instance in its subnet', at('a', true), at('a', false), null, null],
    ['by an attachment, and back by it', at('a', true), at('a', true), null, null],
    ['from an attachment to an instance elsewhere', at('a', true), at('b', false), 'a', 'b'],
  ])('%s', (_, from, to, egress, ingress) => {
    expect(subnetsCrossed({ from, to })).toEqual({ egress, ingress });
  });
});
