import { describe, expect, it } from 'vitest';
import { parseXml } from '../../../lab/import/xml.ts';
import type { XmlElement } from '../../../lab/import/xml.ts';
import { renderCustomerGatewayConfiguration } from '../../../lab/render/customer-gateway-configuration.ts';
import { renderDescribe } from '../../../lab/render/describe.ts';
import { loadLab } from '../../../lab/topology/load.ts';

const side = (name: string, isBgp: boolean): string[] => [
  name,
  ...[
    'tunnel_outside_address',
    'tunnel_outside_address/ip_address',
    'tunnel_inside_address',
    'tunnel_inside_address/ip_address',
    'tunnel_inside_address/network_mask',
    'tunnel_inside_address/network_cidr',
    ...(isBgp ? ['bgp', 'bgp/asn', 'bgp/hold_time'] : []),
  ].map((each) => `${name}/${each}`),
];
const PHASE_1 = [
  'authentication_protocol',
  'encryption_protocol',
  'lifetime',
  'perfect_forward_secrecy',
  'mode',
  'pre_shared_key',
];
const PHASE_2 = [
  'protocol',
  'authentication_protocol',
  'encryption_protocol',
  'lifetime',
  'perfect_forward_secrecy',
  'mode',
  'clear_df_bit',
  'fragmentation_before_encryption',
  'tcp_mss_adjustment',
  'dead_peer_detection',
  'dead_peer_detection/interval',
  'dead_peer_detection/retries',
];

/** Elements of CustomerGatewayConfiguration in AWS's order (batfish's VpnConnectionTest.json and VpnConnectionTransitGatewayTest.json, which AWS printed). */
function elements(isBgp: boolean): string[] {
  const tunnel = [
    ...side('customer_gateway', isBgp),
    ...side('vpn_gateway', isBgp),
    'ike',
    ...PHASE_1.map((each) => `ike/${each}`),
    'ipsec',
    ...PHASE_2.map((each) => `ipsec/${each}`),
  ];
  const ofTunnel = ['ipsec_tunnel', ...tunnel.map((each) => `ipsec_tunnel/${each}`)];
  // Only of a connection with static routes (openstack/ec2-api's fakes, batfish's parser).
  const attributes = isBgp ? [] : ['vpn_connection_attributes'];
  return [
    'customer_gateway_id',
    'vpn_gateway_id',
    'vpn_connection_type',
    ...attributes,
    ...ofTunnel,
    ...ofTunnel,
  ];
}

const pathsIn = ({ children }: XmlElement, above = ''): string[] =>
  children.flatMap((child) => [`${above}${child.name}`, ...pathsIn(child, `${above}${child.name}/`)]);

const STATIC = 'scenarios/reference/lab.yaml';
const BGP = 'scenarios/bgp/bgp-failover/lab.yaml';

/**
 * Members of objects: of a connection those without which batfish takes none (checkArgument in its VpnConnection.java), and of all
 * those that AWS printed for batfish's test data (CustomerGatewayTest.json, TransitGatewayAttachments.json and their like).
 */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  VpnConnections: [
    'VpnConnectionId',
    'CustomerGatewayId',
    'CustomerGatewayConfiguration',
    'Options',
    'Routes',
    'State',
    'Type',
    'Category',
    'VgwTelemetry',
    'Tags',
  ],
  CustomerGateways: ['CustomerGatewayId', 'BgpAsn', 'IpAddress', 'State', 'Type', 'Tags'],
  TransitGatewayAttachments: [
    'TransitGatewayAttachmentId',
    'TransitGatewayId',
    'ResourceId',
    'ResourceType',
    'State',
    'Tags',
  ],
  TransitGatewayRouteTables: [
    'TransitGatewayRouteTableId',
    'TransitGatewayId',
    'DefaultAssociationRouteTable',
    'DefaultPropagationRouteTable',
    'State',
  ],
  Vpcs: ['VpcId', 'CidrBlock', 'CidrBlockAssociationSet', 'IsDefault'],
  Subnets: ['SubnetId', 'VpcId', 'CidrBlock', 'AvailabilityZone'],
};

describe('what is rendered has what AWS prints', () => {
  it.each([
    [STATIC, false],
    [BGP, true],
  ])('the elements of CustomerGatewayConfiguration, in its order: %s', (file, isBgp) => {
    const [root] = parseXml(renderCustomerGatewayConfiguration(loadLab(file)));
    expect(root!.name).toBe('vpn_connection');
    expect(pathsIn(root!)).toEqual(elements(isBgp));
  });

  it.each(Object.entries(MEMBERS))('the members of %s that others read', (noun, members) => {
    for (const file of [STATIC, BGP]) {
      const lists = JSON.parse(renderDescribe(loadLab(file))) as Readonly<Record<string, readonly object[]>>;
      expect(lists[noun]!.length).toBeGreaterThan(0);
      for (const each of lists[noun]!)
        expect(Object.keys(each)).toEqual(expect.arrayContaining([...members]));
    }
  });
});
