import { expect, it } from 'vitest';
import { resolveNetworkAcl } from '../../../../lab/topology/objects/network-acl/resolve.ts';

it('has its entries in the order of their numbers, with defaults and protocols by name', () => {
  const acl = resolveNetworkAcl('acl', {
    associations: ['private'],
    entries: [
      { ruleNumber: 110, ruleAction: 'deny', protocol: '-1', cidrBlock: '0.0.0.0/0', egress: true },
      {
        ruleNumber: 100,
        ruleAction: 'allow',
        protocol: 6,
        cidrBlock: '10.30.0.0/16',
        portRange: { from: 443, to: 445 },
      },
    ],
  });
  expect(acl).toEqual({
    name: 'acl',
    associations: ['private'],
    entries: [
      {
        ruleNumber: 100,
        egress: false,
        ruleAction: 'allow',
        protocol: 'tcp',
        cidrBlock: '10.30.0.0/16',
        ports: { from: 443, to: 445 },
        icmpTypeCode: null,
      },
      {
        ruleNumber: 110,
        egress: true,
        ruleAction: 'deny',
        protocol: 'all',
        cidrBlock: '0.0.0.0/0',
        ports: null,
        icmpTypeCode: null,
      },
    ],
  });
});

it('denies everything while it is new', () => {
  expect(resolveNetworkAcl('acl', {})).toEqual({ name: 'acl', associations: [], entries: [] });
});
