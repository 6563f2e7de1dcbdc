import { given } from '../../given.ts';
import { TUNNEL_OPTION } from '../describe/tunnel-option.ts';
import type { CloudWatchLogOptions, TunnelOption } from '../ec2/vpn.ts';
import type { Shape } from '../json/shape.ts';
import type { FoundObjects } from '../objects.ts';
import type { Stack } from './stack.ts';
import { attachmentsOf } from './vpc.ts';

type Tunnel = Omit<TunnelOption, 'IkeVersions' | 'DpdTimeoutSeconds' | 'DpdTimeoutAction' | 'LogOptions'> & {
  readonly IKEVersions?: NonNullable<TunnelOption['IkeVersions']>;
  readonly DPDTimeoutSeconds?: number;
  readonly DPDTimeoutAction?: string;
  readonly LogOptions?: { readonly CloudwatchLogOptions?: CloudWatchLogOptions };
};

interface Connection {
  readonly CustomerGatewayId?: string;
  readonly VpnGatewayId?: string;
  readonly TransitGatewayId?: string;
  readonly StaticRoutesOnly?: boolean;
  readonly EnableAcceleration?: boolean;
  readonly TunnelInsideIpVersion?: string;
  readonly OutsideIpAddressType?: string;
  readonly LocalIpv4NetworkCidr?: string;
  readonly RemoteIpv4NetworkCidr?: string;
  readonly LocalIpv6NetworkCidr?: string;
  readonly RemoteIpv6NetworkCidr?: string;
  readonly VpnTunnelOptionsSpecifications?: readonly Tunnel[];
}

function connectionShape(): Shape<Connection> {
  const { IkeVersions, DpdTimeoutSeconds, DpdTimeoutAction, LogOptions, ...tunnel } = TUNNEL_OPTION;
  const tunnels: Shape<Tunnel> = {
    ...tunnel,
    IKEVersions: IkeVersions,
    DPDTimeoutSeconds: DpdTimeoutSeconds,
    DPDTimeoutAction: DpdTimeoutAction,
    LogOptions: { CloudwatchLogOptions: LogOptions.CloudWatchLogOptions },
  };
  return {
    CustomerGatewayId: 'text',
    VpnGatewayId: 'text',
    TransitGatewayId: 'text',
    StaticRoutesOnly: 'boolean',
    EnableAcceleration: 'boolean',
    TunnelInsideIpVersion: 'text',
    OutsideIpAddressType: 'text',
    LocalIpv4NetworkCidr: 'text',
    RemoteIpv4NetworkCidr: 'text',
    LocalIpv6NetworkCidr: 'text',
    RemoteIpv6NetworkCidr: 'text',
    VpnTunnelOptionsSpecifications: [tunnels],
  };
}

/** VPN connections of a template, with their routes. */
export function vpnConnectionObjects(stack: Stack): FoundObjects {
  const connections = stack.all<Connection>(connectionShape(), 'VPNConnection');
  const routes = stack.all<{ DestinationCidrBlock?: string; VpnConnectionId?: string }>(
    { DestinationCidrBlock: 'text', VpnConnectionId: 'text' },
    'VPNConnectionRoute',
  );
  return {
    VpnConnections: connections.map(
      ({
        Id,
        Place: _,
        CustomerGatewayId,
        VpnGatewayId,
        TransitGatewayId,
        VpnTunnelOptionsSpecifications = [],
        StaticRoutesOnly = false,
        ...options
      }) =>
        stack.found(Id, {
          VpnConnectionId: Id,
          ...given({ CustomerGatewayId, VpnGatewayId, TransitGatewayId }),
          Options: {
            ...options,
            StaticRoutesOnly,
            TunnelOptions: [0, 1].map((index) => {
              const { IKEVersions, DPDTimeoutSeconds, DPDTimeoutAction, LogOptions, ...rest } =
                VpnTunnelOptionsSpecifications[index] ?? {};
              return {
                ...rest,
                ...given({
                  IkeVersions: IKEVersions,
                  DpdTimeoutSeconds: DPDTimeoutSeconds,
                  DpdTimeoutAction: DPDTimeoutAction,
                  LogOptions: LogOptions && given({ CloudWatchLogOptions: LogOptions.CloudwatchLogOptions }),
                }),
              };
            }),
          },
          Routes: routes
            .filter(({ VpnConnectionId }) => VpnConnectionId === Id)
            .map(({ DestinationCidrBlock }) => given({ DestinationCidrBlock })),
        }),
    ),
  };
}

/** Customer gateways and virtual private gateways of a template. */
export function gatewayObjects(stack: Stack): FoundObjects {
  const attachments = attachmentsOf(stack);
  return {
    CustomerGateways: stack
      .all<{ BgpAsn?: string; BgpAsnExtended?: string; IpAddress?: string; CertificateArn?: string }>(
        { BgpAsn: 'text', BgpAsnExtended: 'text', IpAddress: 'text', CertificateArn: 'text' },
        'CustomerGateway',
      )
      .map(({ Id, Place: _, ...gateway }) => stack.found(Id, { CustomerGatewayId: Id, ...gateway })),
    VpnGateways: stack
      .all<{ AmazonSideAsn?: number }>({ AmazonSideAsn: 'number' }, 'VPNGateway')
      .map(({ Id, AmazonSideAsn }) =>
        stack.found(Id, {
          VpnGatewayId: Id,
          ...given({ AmazonSideAsn }),
          VpcAttachments: attachments
            .filter((each) => each.VpnGatewayId === Id)
            .map(({ VpcId }) => given({ VpcId })),
        }),
      ),
  };
}
