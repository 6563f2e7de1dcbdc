import { given } from '../given.ts';
import type { DeviceTunnel } from './ec2/device-configuration.ts';
import type { VpnConnectionOptions } from './ec2/vpn.ts';
import { placesIn } from './found.ts';
import type { Found } from './found.ts';
import type { FoundObjects } from './objects.ts';

/** What a download of AWS tells of one VPN connection, whichever form it has. */
export interface Download {
  readonly file: string;
  readonly VpnConnectionId: string;
  readonly CustomerGatewayId: string;
  readonly VpnGatewayId?: string;
  /** The customer gateway's public address and ASN. */
  readonly IpAddress?: string;
  readonly BgpAsn?: string;
  readonly AmazonSideAsn?: number;
  readonly Options: VpnConnectionOptions;
  readonly Tunnels: readonly DeviceTunnel[];
  /** Lines of the connection's members by their paths, e.g. `Options.TunnelOptions[0].PreSharedKey`; '' is the connection. */
  readonly lines: ReadonlyMap<string, number>;
  /** Lines of what names the gateways, if they differ from the connection's. */
  readonly customerGatewayLine?: number;
  readonly vpnGatewayLine?: number;
}

/** The objects of the EC2 API that a download tells of, as samples. */
export function objectsOfDownload(download: Download): FoundObjects {
  const { file, VpnConnectionId, CustomerGatewayId, VpnGatewayId, lines } = download;
  const begin = lines.get('') ?? 1;
  const found = <Item>(item: Item, places: ReadonlyMap<string, number>): Found<Item> => ({
    item,
    at: placesIn(file, places),
    isSample: true,
  });
  const { IpAddress, BgpAsn, AmazonSideAsn, Options, Tunnels } = download;
  const connection = { VpnConnectionId, CustomerGatewayId, ...given({ VpnGatewayId }), Options };
  const ofTunnels = [...lines].map(
    ([path, line]) => [path.replace(/^Options\.TunnelOptions/, 'Tunnels'), line] as const,
  );
  const customerGateway = { CustomerGatewayId, ...given({ IpAddress, BgpAsn }) };
  const customerGatewayLine = download.customerGatewayLine ?? begin;
  const vpnGatewayLine = download.vpnGatewayLine ?? begin;
  return {
    VpnConnections: [found(connection, lines)],
    DeviceConfigurations: [
      found({ VpnConnectionId, ...given({ AmazonSideAsn }), Tunnels }, new Map(ofTunnels)),
    ],
    CustomerGateways: [found(customerGateway, new Map([['', customerGatewayLine]]))],
    ...(VpnGatewayId !== undefined && {
      VpnGateways: [found({ VpnGatewayId, ...given({ AmazonSideAsn }) }, new Map([['', vpnGatewayLine]]))],
    }),
  };
}
