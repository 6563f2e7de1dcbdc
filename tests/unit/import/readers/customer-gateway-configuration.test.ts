import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { customerGatewayConfigurationReader as reader } from '../../../../lab/import/readers/customer-gateway-configuration.ts';

const text = (name: string): string => readFileSync(`tests/fixtures/import/${name}.xml`, 'utf8');
const read = (xml: string) => reader.read([{ file: 'x.xml', text: xml }]);

describe('CustomerGatewayConfiguration', () => {
  it('is known by its root, whatever it is called', () => {
    expect([text('bgp-vgw'), `\n  ${text('static-tgw')}`].map(reader.takes)).toEqual([true, true]);
    expect(['{"a": "<vpn_connection id=1>"}', '<vpn_connections/>'].map(reader.takes)).toEqual([
      false,
      false,
    ]);
  });

  it('gives the connection, its gateways and the device', () => {
    const { objects, problems } = read(text('bgp-vgw'));
    expect(problems).toEqual([]);
    const [{ VpnConnections, VpnGateways, CustomerGateways, DeviceConfigurations }] = objects as [
      (typeof objects)[0],
    ];
    expect(VpnConnections![0]!.item).toEqual({
      VpnConnectionId: 'vpn-0a1b2c3d4e5f60718',
      CustomerGatewayId: 'cgw-0f1e2d3c4b5a69788',
      VpnGatewayId: 'vgw-0123456789abcdef0',
      Options: {
        StaticRoutesOnly: false,
        TunnelOptions: [
          {
            OutsideIpAddress: '54.239.50.132',
            TunnelInsideCidr: '169.254.40.104/30',
            PreSharedKey: 'not.a.secret.Ab1',
            Phase1LifetimeSeconds: 28800,
            Phase2LifetimeSeconds: 3600,
          },
          {
            OutsideIpAddress: '35.155.31.7',
            TunnelInsideCidr: '169.254.171.132/30',
            PreSharedKey: 'not.a.secret_Ab2',
            Phase1LifetimeSeconds: 28800,
            Phase2LifetimeSeconds: 3600,
          },
        ],
      },
    });
    expect(VpnGateways!.map(({ item }) => item)).toEqual([
      { VpnGatewayId: 'vgw-0123456789abcdef0', AmazonSideAsn: 64513 },
    ]);
    expect(CustomerGateways!.map(({ item }) => item)).toEqual([
      { CustomerGatewayId: 'cgw-0f1e2d3c4b5a69788', IpAddress: '72.21.209.225', BgpAsn: '65010' },
    ]);
    expect(DeviceConfigurations![0]!.item.Tunnels[0]).toEqual({
      OutsideIpAddress: '54.239.50.132',
      IkeProposals: ['aes128-sha1-modp1024'],
      EspProposals: ['aes128-sha1-modp1024'],
      IkeLifetimeSeconds: 28800,
      LifetimeSeconds: 3600,
      DpdDelaySeconds: 10,
      DpdTimeoutSeconds: 30,
    });
    expect(VpnConnections![0]!.at(['Options', 'TunnelOptions', 1, 'PreSharedKey'])).toEqual({
      file: 'x.xml',
      line: 94,
    });
  });

  it('is static by NoBGPVPNConnection, and has no gateway where vpn_gateway_id is empty', () => {
    const [{ VpnConnections, VpnGateways }] = read(text('static-tgw')).objects as [
      ReturnType<typeof read>['objects'][0],
    ];
    expect(VpnConnections![0]!.item.Options?.StaticRoutesOnly).toBe(true);
    expect([VpnConnections![0]!.item.VpnGatewayId, VpnGateways]).toEqual([undefined, undefined]);
  });

  it('reads what newer downloads have: AES-GCM, SHA2, large groups', () => {
    const newer = text('static-tgw')
      .replaceAll('aes-128-cbc', 'aes-256-gcm-16')
      .replaceAll('>sha1<', '>sha2-256<')
      .replaceAll('group2', 'group20');
    const [{ DeviceConfigurations }] = read(newer).objects as [ReturnType<typeof read>['objects'][0]];
    expect(DeviceConfigurations![0]!.item.Tunnels[0]).toMatchObject({
      IkeProposals: ['aes256gcm16-prfsha256-ecp384'],
      EspProposals: ['aes256gcm16-ecp384'],
    });
  });

  it.each([
    [
      'an algorithm of nobody',
      (xml: string) => xml.replace('aes-128-cbc', '3des'),
      30,
      'ike.encryption_protocol',
    ],
    ['no tunnel', () => '<vpn_connection id="vpn-1"/>', 1, 'vpn_connection'],
    ['no id', () => '<vpn_connection></vpn_connection>', 1, 'vpn_connection'],
    ['another type', (xml: string) => xml.replace('ipsec.1', 'ipsec.2'), 5, 'vpn_connection_type'],
    ['half a file', (xml: string) => xml.slice(0, 500), 13, undefined],
  ])('refuses %s', (_, change, line, key) => {
    const { problems } = read(change(text('static-tgw')));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ file: 'x.xml', line, ...(key !== undefined && { key }) });
  });
});
