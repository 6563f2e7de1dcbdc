import { describe, expect, it } from 'vitest';
import { hosts } from '../../../../lab/aws/hosts.ts';
import { linksOf } from '../../../../lab/topology/graph/links.ts';
import { hasIpv6, overIpv4, overIpv6 } from '../../../../lab/topology/graph/ip-versions.ts';
import { loadLab } from '../../../../lab/topology/load.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';

const lab = loadLab('scenarios/gateways/ipv6-inside/lab.yaml');

const destinations = ({ gateways, vpcs, customerGateways }: typeof lab): string[] => [
  ...gateways.flatMap((gateway) =>
    gateway.kind === 'transitGateway'
      ? gateway.routeTables.flatMap(({ routes }) => routes.map((route) => route.destinationCidrBlock))
      : [],
  ),
  ...vpcs.flatMap(({ routeTables }) =>
    routeTables.flatMap(({ routes }) => routes.map((route) => route.destinationCidrBlock ?? '')),
  ),
  ...customerGateways.flatMap(({ router }) => router.routes.map((route) => route.destinationCidrBlock)),
];

describe('a lab over IPv4', () => {
  it('is the lab itself where there is no IPv6', () => {
    expect(hasIpv6(referenceLab)).toBe(false);
    expect(overIpv4(referenceLab)).toBe(referenceLab);
  });

  it('has no route of IPv6, and no block', () => {
    expect(hasIpv6(lab)).toBe(true);
    expect(destinations(overIpv4(lab)).filter((each) => each.includes(':'))).toEqual([]);
    expect(JSON.stringify(overIpv4(lab).vpcs.map(({ ipv6CidrBlock }) => ipv6CidrBlock))).toBe('[null,null]');
  });
});

describe('a lab over IPv6', () => {
  const seen = overIpv6(lab);

  it('has IPv6 addresses where others have those of IPv4', () => {
    expect(hosts(seen).map(({ name, address }) => `${name} ${address}`)).toEqual([
      'vpc-a-host 2001:db8:a:80::6a',
      'vpc-b-host 2001:db8:b:80::1b',
      'onprem-router 2001:db8:c:8d::1',
      'onprem-server 2001:db8:c:8d::20',
    ]);
    expect(seen.vpcs[0]!.cidrBlocks).toEqual(['2001:db8:a::/56']);
  });

  it('has routes and rules of IPv6 alone, and the same links', () => {
    expect(destinations(seen).filter((each) => !each.includes(':'))).toEqual([]);
    expect(seen.vpcs[0]!.securityGroups[0]!.ingress.map(({ cidrIp }) => cidrIp)).toEqual(['2001:db8:c::/48']);
    expect(linksOf(seen)).toEqual(linksOf(lab));
  });

  it('is a lab over IPv6 already', () => {
    expect(overIpv6(seen)).toBe(seen);
  });

  it('has no host without an IPv6 address', () => {
    expect(hosts(overIpv6(referenceLab))).toEqual([]);
  });
});
