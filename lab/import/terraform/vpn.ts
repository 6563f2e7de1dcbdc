import { given } from '../../given.ts';
import type { TunnelOption } from '../ec2/vpn.ts';
import type { JsonObject } from '../json/json-text.ts';
import type { FoundObjects } from '../objects.ts';
import { grouped, number, text, texts } from './reading.ts';
import type { Reading } from './reading.ts';
import { attachedTo } from './vpc.ts';

/** Customer gateways, virtual private gateways and VPN connections, by the resources that make them. */
export function vpnObjects(reading: Reading): FoundObjects {
  const routes = grouped(reading, 'aws_vpn_connection_route', 'vpn_connection_id');
  return {
    CustomerGateways: reading.all('aws_customer_gateway').map((gateway) =>
      reading.found(gateway, {
        CustomerGatewayId: reading.id(gateway),
        ...given({
          BgpAsn: digits(gateway.values.bgp_asn),
          BgpAsnExtended: digits(gateway.values.bgp_asn_extended),
          IpAddress:
            text(gateway.values.ip_address) ?? reading.byReference(gateway, 'ip_address', 'public_ip'),
          CertificateArn: text(gateway.values.certificate_arn),
          DeviceName: text(gateway.values.device_name),
        }),
      }),
    ),
    VpnGateways: reading.all('aws_vpn_gateway').map((gateway) => {
      const id = reading.id(gateway);
      const VpcId =
        reading.ref(gateway, 'vpc_id') ??
        attachedTo(reading, 'aws_vpn_gateway_attachment', 'vpn_gateway_id', id);
      return reading.found(gateway, {
        VpnGatewayId: id,
        ...given({ AmazonSideAsn: number(gateway.values.amazon_side_asn) }),
        VpcAttachments: VpcId === undefined ? [] : [{ VpcId }],
      });
    }),
    VpnConnections: reading.all('aws_vpn_connection').map((connection) => {
      const { values } = connection;
      const id = reading.id(connection);
      return reading.found(connection, {
        VpnConnectionId: id,
        ...given({
          CustomerGatewayId: reading.ref(connection, 'customer_gateway_id'),
          VpnGatewayId: reading.ref(connection, 'vpn_gateway_id'),
          TransitGatewayId: reading.ref(connection, 'transit_gateway_id'),
        }),
        Options: {
          StaticRoutesOnly: values.static_routes_only === true,
          EnableAcceleration: values.enable_acceleration === true,
          ...given({
            TunnelInsideIpVersion: text(values.tunnel_inside_ip_version),
            OutsideIpAddressType: text(values.outside_ip_address_type),
            LocalIpv4NetworkCidr: text(values.local_ipv4_network_cidr),
            RemoteIpv4NetworkCidr: text(values.remote_ipv4_network_cidr),
            LocalIpv6NetworkCidr: text(values.local_ipv6_network_cidr),
            RemoteIpv6NetworkCidr: text(values.remote_ipv6_network_cidr),
          }),
          TunnelOptions: [tunnel(values, 'tunnel1_'), tunnel(values, 'tunnel2_')],
        },
        Routes: (routes.get(id) ?? []).flatMap((each) => {
          const DestinationCidrBlock = text(each.values.destination_cidr_block);
          return DestinationCidrBlock === undefined ? [] : [{ DestinationCidrBlock }];
        }),
      });
    }),
  };
}

const digits = (value: unknown): string | undefined => number(value)?.toString();

/** Blocks of a tunnel's log options, of which there is one each. */
function logOptions(blocks: unknown): TunnelOption['LogOptions'] {
  const [{ cloudwatch_log_options: [options] = [] } = {}] = (blocks ?? []) as readonly {
    readonly cloudwatch_log_options?: readonly JsonObject[];
  }[];
  if (options === undefined) return undefined;
  const whether = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);
  return {
    CloudWatchLogOptions: given({
      LogEnabled: whether(options.log_enabled),
      LogGroupArn: text(options.log_group_arn),
      LogOutputFormat: text(options.log_output_format),
      BgpLogEnabled: whether(options.bgp_log_enabled),
      BgpLogGroupArn: text(options.bgp_log_group_arn),
      BgpLogOutputFormat: text(options.bgp_log_output_format),
    }),
  };
}

/** Arguments of a tunnel, by what they are called in the EC2 API (provider aws, aws_vpn_connection). */
function tunnel(values: JsonObject, prefix: string): TunnelOption {
  const of = (argument: string): unknown => values[`${prefix}${argument}`];
  const list = (argument: string) => {
    const all = texts(of(argument));
    return all.length === 0 ? undefined : all.map((Value) => ({ Value }));
  };
  const numbers = (argument: string) => {
    const all = [of(argument)].flat().flatMap((each) => number(each) ?? []);
    return all.length === 0 ? undefined : all.map((Value) => ({ Value }));
  };
  // Zero stands for a number that is not written.
  const count = (argument: string): number | undefined => {
    const value = number(of(argument));
    return value === 0 ? undefined : value;
  };
  return given({
    OutsideIpAddress: text(of('address')),
    TunnelInsideCidr: text(of('inside_cidr')),
    TunnelInsideIpv6Cidr: text(of('inside_ipv6_cidr')),
    PreSharedKey: text(of('preshared_key')),
    Phase1LifetimeSeconds: count('phase1_lifetime_seconds'),
    Phase2LifetimeSeconds: count('phase2_lifetime_seconds'),
    RekeyMarginTimeSeconds: count('rekey_margin_time_seconds'),
    RekeyFuzzPercentage: count('rekey_fuzz_percentage'),
    ReplayWindowSize: count('replay_window_size'),
    DpdTimeoutSeconds: count('dpd_timeout_seconds'),
    DpdTimeoutAction: text(of('dpd_timeout_action')),
    StartupAction: text(of('startup_action')),
    LogOptions: logOptions(of('log_options')),
    Phase1EncryptionAlgorithms: list('phase1_encryption_algorithms'),
    Phase2EncryptionAlgorithms: list('phase2_encryption_algorithms'),
    Phase1IntegrityAlgorithms: list('phase1_integrity_algorithms'),
    Phase2IntegrityAlgorithms: list('phase2_integrity_algorithms'),
    Phase1DHGroupNumbers: numbers('phase1_dh_group_numbers'),
    Phase2DHGroupNumbers: numbers('phase2_dh_group_numbers'),
    IkeVersions: list('ike_versions'),
  });
}
