import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { predict } from '../../../lab/aws/reachability.ts';
import { importFiles } from '../../../lab/import/import-files.ts';
import { renderCustomerGatewayConfiguration } from '../../../lab/render/customer-gateway-configuration.ts';
import { renderDescribe } from '../../../lab/render/describe.ts';
import { renderIpsecConf } from '../../../lab/render/ipsec-conf.ts';
import { overIpv6 } from '../../../lab/topology/graph/ip-versions.ts';
import { loadLab } from '../../../lab/topology/load.ts';

const FIXTURE = 'tests/fixtures/import/ipv6-inside.xml';
const lab = loadLab('scenarios/gateways/ipv6-inside/lab.yaml');

it('a download with IPv6 inside is a lab whose host reaches a VPC over IPv6', () => {
  const { lab: imported, notes } = importFiles([FIXTURE], 'imported');
  expect(imported.vpnConnections[0]).toMatchObject({
    tunnelInsideIpVersion: 'ipv6',
    staticRoutesOnly: false,
    tunnels: [
      { tunnelInsideCidr: 'fd11:9e09:ea82:c4bb:2bff:e9f5:d9d9:5cf4/126' },
      { tunnelInsideCidr: 'fd5d:5b11:a4a2:e6a3:fd3b:ba8e:fb09:f8ec/126' },
    ],
  });
  expect(notes.filter(({ what }) => what.includes('BGP'))).toEqual([]);
  expect(imported.customerGateways[0]!.router.routes).toEqual([]);
  expect(predict(overIpv6(imported), 'cgw-0decade0d-host', 'vpc-host')).toMatchObject({ reachable: true });
});

it('what a lab with IPv6 is described as is imported as it is', () => {
  const path = join(mkdtempSync(join(tmpdir(), 's2s-ipv6-')), 'described.json');
  writeFileSync(path, renderDescribe(lab));
  const { lab: imported } = importFiles([path], 'imported');
  const ofAws = ({ vpcs, vpnConnections }: typeof lab) => ({
    vpcs: vpcs.map(({ ipv6CidrBlock, subnets, instances, routeTables, securityGroups }) => ({
      ipv6CidrBlock,
      subnets: subnets.flatMap((subnet) => subnet.ipv6CidrBlock ?? []),
      addresses: instances.flatMap((instance) => instance.ipv6Address ?? []),
      routes: routeTables.flatMap(({ routes }) => routes.map((route) => route.destinationCidrBlock)),
      rules: securityGroups
        .filter(({ name }) => name !== 'open')
        .flatMap((group) => [...group.ingress, ...group.egress]),
    })),
    versions: vpnConnections.map(({ tunnelInsideIpVersion, tunnels }) => [
      tunnelInsideIpVersion,
      tunnels.map(({ tunnelInsideCidr }) => tunnelInsideCidr),
    ]),
  });
  expect(ofAws(imported)).toEqual(ofAws(lab));
});

it('a router is configured with routes into the tunnels that carry them', () => {
  const [gateway] = lab.customerGateways;
  const [, tunnel1, , tunnel3] = renderIpsecConf(gateway!, 'strongswan').split(/^# ip link add /m);
  expect(tunnel1!.match(/ip route add \S+/g)).toEqual([
    'ip route add 10.10.0.0/16',
    'ip route add 10.20.0.0/16',
  ]);
  expect(tunnel3!.match(/ip route add \S+/g)).toEqual([
    'ip route add 2001:db8:a::/56',
    'ip route add 2001:db8:b::/56',
  ]);
});

it('the XML of a connection with IPv6 inside has IPv6 inside addresses', () => {
  const xml = renderCustomerGatewayConfiguration(lab);
  expect(xml).toMatch(
    /<tunnel_inside_ipv6_address>\s*<ip_address>fd3a:51e:1::2<\/ip_address>\s*<prefix_length>126<\/prefix_length>/,
  );
  expect(xml.match(/<tunnel_inside_address>/g)).toHaveLength(4);
});
