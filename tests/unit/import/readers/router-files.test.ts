import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mergeObjects } from '../../../../lab/import/merge.ts';
import { customerGatewayConfigurationReader } from '../../../../lab/import/readers/customer-gateway-configuration.ts';
import { routerFilesReader as reader } from '../../../../lab/import/readers/router-files.ts';
import type { NamedFile } from '../../../../lab/topology/named-file.ts';

const fixture = (name: string): string => readFileSync(join('tests/fixtures/import', name), 'utf8');
const read = (...files: readonly NamedFile[]) => reader.read(files);
const folder = (path: string): NamedFile[] =>
  readdirSync(path).map((file) => ({ file, text: readFileSync(join(path, file), 'utf8') }));
const only = ({ objects }: ReturnType<typeof read>) => mergeObjects(objects).objects;

describe('configurations of routers', () => {
  it('are known by what is in them', () => {
    expect(
      ['strongswan.txt', 'openswan.txt', 'bgp-vgw.txt', 'bgp-vgw.xml'].map(fixture).map(reader.takes),
    ).toEqual([true, true, false, false]);
    expect(
      [
        '1.2.3.4 5.6.7.8 : PSK "x"',
        'sudo ip link add Tunnel1 type vti',
        'router bgp 65000',
        'PSK: none',
        'name: x',
      ].map(reader.takes),
    ).toEqual([true, true, true, false, false]);
  });

  it('tell of strongSwan’s download what the XML does', () => {
    const { VpnConnections, CustomerGateways } = only(
      read({ file: 'x.txt', text: fixture('strongswan.txt') }),
    );
    const [connection] = VpnConnections;
    const xml = mergeObjects(
      customerGatewayConfigurationReader.read([{ file: 'x.xml', text: fixture('static-tgw.xml') }]).objects,
    ).objects;
    const plain = (all: typeof VpnConnections) =>
      all.map(({ item }) => [
        item.VpnConnectionId,
        item.CustomerGatewayId,
        item.Options?.TunnelOptions?.map((option) => [
          option.OutsideIpAddress,
          option.TunnelInsideCidr,
          option.PreSharedKey,
        ]),
      ]);
    expect(plain(VpnConnections)).toEqual(plain(xml.VpnConnections));
    expect(CustomerGateways.map(({ item }) => item)).toEqual(xml.CustomerGateways.map(({ item }) => item));
    expect(connection!.at(['Options', 'TunnelOptions', 1])).toEqual({ file: 'x.txt', line: 93 });
  });

  it('tell of Openswan’s download that its subnets are to be filled in', () => {
    const { notes, ...result } = read({ file: 'x.txt', text: fixture('openswan.txt') });
    const [device] = only({ notes, ...result }).DeviceConfigurations;
    expect(device!.item.Tunnels[0]).toMatchObject({
      OutsideIpAddress: '43.203.78.35',
      IkeProposals: ['aes128-sha1-modp1024'],
      EspProposals: ['aes128-sha1-modp1024'],
      Destinations: [],
    });
    expect(device!.item.Tunnels[0]).not.toHaveProperty('LeftSubnet');
    expect(notes.filter(({ key }) => key === 'leftsubnet').map(({ line }) => line)).toEqual([52, 95]);
  });

  it('belong together across files: keys, inside addresses, destinations, BGP', () => {
    const { VpnConnections, CustomerGateways, DeviceConfigurations } = only(
      read(...folder('tests/fixtures/routers/frr')),
    );
    expect(VpnConnections.map(({ item, name }) => [name, item.Options?.StaticRoutesOnly])).toEqual([
      ['vpn', false],
    ]);
    expect(VpnConnections[0]!.item.Options?.TunnelOptions).toMatchObject([
      { OutsideIpAddress: '43.200.198.51', TunnelInsideCidr: '169.254.216.28/30' },
      { OutsideIpAddress: '43.203.78.35', TunnelInsideCidr: '169.254.123.168/30' },
    ]);
    expect(CustomerGateways[0]!.item).toMatchObject({ IpAddress: '3.36.6.148', BgpAsn: '65000' });
    expect(DeviceConfigurations).toHaveLength(1);
  });

  it('are of the connection that another file has at that address', () => {
    const conf =
      'conn a\n  auto=start\n  leftid=3.36.6.148\n  right=43.203.78.35\n  ike=aes256-sha256-modp2048\n';
    const { objects } = mergeObjects([
      ...read({ file: 'ipsec.conf', text: conf }).objects,
      ...customerGatewayConfigurationReader.read([{ file: 'x.xml', text: fixture('static-tgw.xml') }])
        .objects,
    ]);
    expect(objects.VpnConnections.map(({ item }) => item.VpnConnectionId)).toEqual(['vpn-0c0ffee0c0ffee0c0']);
    expect(objects.CustomerGateways).toHaveLength(1);
    expect(objects.VpnConnections[0]!.item.Options?.TunnelOptions).toHaveLength(2);
    const device = objects.DeviceConfigurations[0]!.item.Tunnels.find(
      ({ OutsideIpAddress }) => OutsideIpAddress === '43.203.78.35',
    );
    expect(device!.IkeProposals).toEqual(['aes256-sha256-modp2048']);
  });

  it('name no tunnel where they have no address of AWS’s end', () => {
    const { objects, notes } = read({ file: 'ipsec.conf', text: 'conn a\n  right=%any\n  auto=add\n' });
    expect(objects).toEqual([]);
    expect(notes).toMatchObject([{ file: 'ipsec.conf', line: 1, key: 'conn a' }]);
  });
});
