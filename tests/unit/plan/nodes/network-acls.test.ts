import { expect, it } from 'vitest';
import { tableText } from '../../../../lab/plan/commands/nft.ts';
import { networkAclTables } from '../../../../lab/plan/nodes/network-acls.ts';
import { changedLab, referenceLab } from '../../fixtures/reference-lab.ts';

const ENTRY = {
  egress: false,
  ruleAction: 'allow',
  cidrBlock: '0.0.0.0/0',
  ports: null,
  icmpTypeCode: null,
} as const;

it('is rules in the order of their numbers, then a drop, at the boundary of each subnet that has instances', () => {
  const lab = changedLab(({ vpcs: [draft] }) => {
    draft!.networkAcls = [
      {
        name: 'acl',
        associations: ['vpc-a-private-1', 'vpc-a-private-2'],
        entries: [
          { ...ENTRY, ruleNumber: 90, protocol: 'all', ruleAction: 'deny', cidrBlock: '10.30.9.0/24' },
          { ...ENTRY, ruleNumber: 100, protocol: 'tcp', ports: { from: 443, to: 445 } },
          { ...ENTRY, ruleNumber: 110, protocol: 'icmp', icmpTypeCode: { type: 8, code: 0 } },
          { ...ENTRY, ruleNumber: 120, protocol: 'icmp', icmpTypeCode: { type: -1, code: -1 } },
          { ...ENTRY, ruleNumber: 100, protocol: 'all', egress: true },
        ],
      },
    ];
  });
  const tables = networkAclTables(lab, lab.vpcs[0]!, new Map([['vpc-a-host', 'if-host']]));
  expect(tables.map(tableText).join('')).toBe(`table ip s2s_network_acls {
  chain egress_acl {
    ip daddr 0.0.0.0/0 counter accept comment "rule 100"
    counter drop comment "s2s SUBNET_ACL_RESTRICTION acl *"
  }
  chain ingress_acl {
    ip saddr 10.30.9.0/24 counter drop comment "s2s SUBNET_ACL_RESTRICTION acl 90"
    ip saddr 0.0.0.0/0 tcp dport 443-445 counter accept comment "rule 100"
    ip saddr 0.0.0.0/0 icmp type 8 icmp code 0 counter accept comment "rule 110"
    ip saddr 0.0.0.0/0 meta l4proto icmp counter accept comment "rule 120"
    counter drop comment "s2s SUBNET_ACL_RESTRICTION acl *"
  }
  chain from_subnets {
    type filter hook forward priority filter - 2
    iifname { "if-host" } oifname != { "if-host" } jump egress_acl
  }
  chain to_subnets {
    type filter hook forward priority filter - 1
    oifname { "if-host" } iifname != { "if-host" } jump ingress_acl
  }
}
`);
});

it('is nothing where every subnet has the default network ACL', () => {
  expect(networkAclTables(referenceLab, referenceLab.vpcs[0]!, new Map())).toEqual([]);
});
