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
