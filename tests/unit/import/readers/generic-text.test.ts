import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mergeObjects } from '../../../../lab/import/merge.ts';
import { customerGatewayConfigurationReader } from '../../../../lab/import/readers/customer-gateway-configuration.ts';
import { genericTextReader as reader } from '../../../../lab/import/readers/generic-text.ts';

const fixture = (name: string): string => readFileSync(`tests/fixtures/import/${name}`, 'utf8');
const read = (text: string) => reader.read([{ file: 'x.txt', text }]);

describe('generic text', () => {
  it('is known by what is in it', () => {
    expect([fixture('bgp-vgw.txt'), fixture('bgp-vgw.xml'), ''].map(reader.takes)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it.each(['bgp-vgw', 'static-tgw'])('says the same of %s as the XML', (name) => {
    const xml = customerGatewayConfigurationReader.read([{ file: 'x.xml', text: fixture(`${name}.xml`) }]);
    const text = read(fixture(`${name}.txt`));
    expect(text.problems).toEqual([]);
    const items = ({ objects }: typeof text): unknown =>
      Object.entries(mergeObjects(objects).objects).map(([noun, all]) => [
        noun,
        all.map(({ item }) => item as unknown),
      ]);
    expect(items(text)).toEqual(items(xml));
  });

  it('says where each value stands', () => {
    const [{ VpnConnections }] = read(fixture('static-tgw.txt')).objects as [
      ReturnType<typeof read>['objects'][0],
    ];
    const key = VpnConnections![0]!.at(['Options', 'TunnelOptions', 0, 'PreSharedKey']);
    expect(fixture('static-tgw.txt').split('\n')[key.line! - 1]).toContain(
      'Pre-Shared Key           : not.a.secret.two',
    );
  });

  it('reads IKEv2 and newer algorithms', () => {
    const newer = fixture('static-tgw.txt')
      .replaceAll('IKEv1', 'IKEv2')
      .replaceAll(': aes-128-cbc', ': aes-256-cbc')
      .replaceAll(': sha1', ': sha2-256')
      .replaceAll(': Group 2', ': Group 14');
    const [{ DeviceConfigurations }] = read(newer).objects as [ReturnType<typeof read>['objects'][0]];
    expect(DeviceConfigurations![0]!.item.Tunnels[0]).toMatchObject({
      KeyExchange: 'ikev2',
      IkeProposals: ['aes256-sha256-modp2048'],
      EspProposals: ['aes256-sha1-modp1024'],
    });
  });

  it('refuses an algorithm of nobody, and a text without the connection', () => {
    expect(read(fixture('static-tgw.txt').replace(': aes-128-cbc', ': 3des')).problems).toMatchObject([
      { file: 'x.txt', line: 39, key: 'encryption algorithm', value: '3des' },
    ]);
    expect(read(fixture('static-tgw.txt').replace('Your VPN Connection ID', 'ID')).problems).toMatchObject([
      { line: 1 },
    ]);
  });
});

/** As the console gave it in 2010: headings are indented, and the group of phase 1 is called Perfect Forward Secrecy. */
const OF_2010 = `Your VPN Connection ID                   : vpn-AAAAAAAA
Your Virtual Private Gateway ID          : vgw-BBBBBBBB
Your Customer Gateway ID                 : cgw-CCCCCCCC

IPSec Tunnel #1
  #1: Internet Key Exchange Configuration
       - Pre-Shared Key           : not.a.secret.1
       - Authentication Algorithm : sha1
       - Encryption Algorithm     : aes-256-cbc
       - Lifetime                 : 28800 seconds
       - Perfect Forward Secrecy  : Diffie-Hellman Group 14

  #3: Tunnel Interface Configuration
     Outside IP Addresses:
       - Customer Gateway                    : 198.51.100.1
       - Virtual Private Gateway             : 203.0.113.1

     Inside IP Addresses
       - Customer Gateway                    : 169.254.20.2/30
       - Virtual Private Gateway             : 169.254.20.1/30

  #4: Border Gateway Protocol (BGP) Configuration:
      - Customer Gateway ASN                  : 65000
      - Virtual Private  Gateway ASN          : 10124
`;

it('reads a text of 2010', () => {
  expect(reader.takes(OF_2010)).toBe(true);
  const { objects, problems } = reader.read([{ file: 'a.txt', text: OF_2010 }]);
  expect(problems).toEqual([]);
  const [found] = objects;
  expect(found!.VpnConnections![0]!.item).toMatchObject({
    VpnGatewayId: 'vgw-BBBBBBBB',
    Options: {
      StaticRoutesOnly: false,
      TunnelOptions: [{ OutsideIpAddress: '203.0.113.1', TunnelInsideCidr: '169.254.20.0/30' }],
    },
  });
  expect(found!.DeviceConfigurations![0]!.item).toMatchObject({
    AmazonSideAsn: 10124,
    Tunnels: [{ IkeProposals: ['aes256-sha1-modp2048'] }],
  });
});
