import { given } from '../given.ts';
import type * as tgw from '../import/ec2/transit-gateway.ts';
import type * as vpn from '../import/ec2/vpn.ts';
import { carriedVersion } from '../topology/graph/ip-versions.ts';
import type { Attachment, Lab, TransitGateway } from '../topology/types.ts';
import { renderCustomerGatewayConfiguration } from './customer-gateway-configuration.ts';
import {
  describedInstances,
  describedNatGateways,
  describedNetworkAcls,
  describedPrefixLists,
  describedRouteTables,
  describedSecurityGroups,
  describedSubnets,
  describedVpcs,
  named,
  partId,
} from './describe-vpc.ts';
import { describedNetworks, describedTunnel } from './describe-vpn.ts';
import { idOf } from './vpn.ts';

/** AWS's side of a lab as `aws ec2 describe-*` prints it, each list under its key, in one JSON object. */
export function renderDescribe(lab: Lab): string {
  const transitGateways = lab.gateways.filter((gateway) => gateway.kind === 'transitGateway');
  const answers = {
    Vpcs: describedVpcs(lab),
    Subnets: lab.vpcs.flatMap(describedSubnets),
    RouteTables: lab.vpcs.flatMap(describedRouteTables),
    NetworkAcls: lab.vpcs.flatMap(describedNetworkAcls),
    SecurityGroups: lab.vpcs.flatMap((vpc) => describedSecurityGroups(lab, vpc)),
    Reservations: lab.vpcs.map((vpc) => ({ Instances: describedInstances(vpc) })),
    NatGateways: lab.vpcs.flatMap(describedNatGateways),
    PrefixLists: describedPrefixLists(lab),
    InternetGateways: lab.gateways.flatMap((gateway) =>
      gateway.kind !== 'internetGateway'
        ? []
        : [
            {
              InternetGatewayId: idOf('igw', gateway.name),
              Attachments: vpcsOf(gateway.attachments).map((VpcId) => ({ VpcId, State: 'available' })),
              Tags: named(gateway.name),
            },
          ],
    ),
    VpnGateways: describedVpnGateways(lab),
    TransitGateways: transitGateways.map(describedTransitGateway),
    TransitGatewayAttachments: transitGateways.flatMap((gateway) => describedAttachments(lab, gateway)),
    ...describedTables(transitGateways),
    CustomerGateways: lab.customerGateways.map(({ name, ipAddress, bgpAsn, certificateArn }) => ({
      CustomerGatewayId: idOf('cgw', name),
      IpAddress: ipAddress,
      BgpAsn: String(bgpAsn),
      ...given({ CertificateArn: certificateArn }),
      State: 'available',
      Type: 'ipsec.1',
      Tags: named(name),
    })),
    VpnConnections: describedVpnConnections(lab),
  };
  return `${JSON.stringify(answers, null, 2)}\n`;
}

const vpcsOf = (attachments: readonly Attachment[]): string[] =>
  attachments.flatMap(({ resourceType, resource }) => (resourceType === 'vpc' ? idOf('vpc', resource) : []));

function describedVpnGateways(lab: Lab): readonly vpn.VpnGateway[] {
  return lab.gateways.flatMap((gateway) =>
    gateway.kind !== 'vpnGateway'
      ? []
      : [
          {
            VpnGatewayId: idOf('vgw', gateway.name),
            AmazonSideAsn: gateway.amazonSideAsn,
            VpcAttachments: vpcsOf(gateway.attachments).map((VpcId) => ({ VpcId, State: 'attached' })),
            State: 'available',
            Tags: named(gateway.name),
          },
        ],
  );
}

/** A peering is one attachment of both gateways. */
function attachmentId(gateway: TransitGateway, name: string): string {
  const peer = gateway.attachments.find((each) => each.name === name && each.resourceType === 'peering');
  const whose =
    peer === undefined ? `${gateway.name} ${name}` : [gateway.name, peer.resource].toSorted().join(' ');
  return idOf('tgw-attach', whose);
}
const tableId = (gateway: TransitGateway, name: string): string => idOf('tgw-rtb', `${gateway.name} ${name}`);

function describedTransitGateway(gateway: TransitGateway): tgw.TransitGateway {
  const { associationDefaultRouteTable: association, propagationDefaultRouteTable: propagation } = gateway;
  const whether = (table: string | null): string => (table === null ? 'disable' : 'enable');
  return {
    TransitGatewayId: idOf('tgw', gateway.name),
    State: 'available',
    Options: {
      AmazonSideAsn: gateway.amazonSideAsn,
      DefaultRouteTableAssociation: whether(association),
      ...(association !== null && { AssociationDefaultRouteTableId: tableId(gateway, association) }),
      DefaultRouteTablePropagation: whether(propagation),
      ...(propagation !== null && { PropagationDefaultRouteTableId: tableId(gateway, propagation) }),
      VpnEcmpSupport: gateway.vpnEcmpSupport,
      SecurityGroupReferencingSupport: gateway.securityGroupReferencingSupport,
    },
    Tags: named(gateway.name),
  };
}

const RESOURCE_PREFIXES: Readonly<Record<Attachment['resourceType'], string>> = {
  vpc: 'vpc',
  vpn: 'vpn',
  'direct-connect-gateway': 'dxgw',
  peering: 'tgw',
};

function describedAttachments(lab: Lab, gateway: TransitGateway): tgw.TransitGatewayAttachment[] {
  return gateway.attachments.map((attachment) => {
    const { name, resourceType, resource, subnets, applianceModeSupport, ipv6Support } = attachment;
    const options = given({ ApplianceModeSupport: applianceModeSupport, Ipv6Support: ipv6Support });
    const vpc = lab.vpcs.find((each) => resourceType === 'vpc' && each.name === resource);
    return {
      TransitGatewayAttachmentId: attachmentId(gateway, name),
      TransitGatewayId: idOf('tgw', gateway.name),
      ResourceType: resourceType,
      ResourceId: idOf(RESOURCE_PREFIXES[resourceType], resource),
      ...(vpc !== undefined && {
        VpcId: idOf('vpc', resource),
        SubnetIds: subnets.map((subnet) => partId('subnet', vpc, subnet)),
      }),
      ...(Object.keys(options).length > 0 && { Options: options }),
      State: 'available',
      Tags: named(name),
    };
  });
}

/** Route tables with what search-transit-gateway-routes, and the lists of associations and propagations, print for each. */
function describedTables(gateways: readonly TransitGateway[]) {
  const tables = gateways.flatMap((gateway) => gateway.routeTables.map((table) => ({ gateway, table })));
  const linked = (gateway: TransitGateway, table: string, attachment: string, State: string) => ({
    TransitGatewayRouteTableId: tableId(gateway, table),
    TransitGatewayAttachmentId: attachmentId(gateway, attachment),
    State,
  });
  return {
    TransitGatewayRouteTables: tables.map(({ gateway, table: { name } }) => ({
      TransitGatewayRouteTableId: tableId(gateway, name),
      TransitGatewayId: idOf('tgw', gateway.name),
      DefaultAssociationRouteTable: gateway.associationDefaultRouteTable === name,
      DefaultPropagationRouteTable: gateway.propagationDefaultRouteTable === name,
      State: 'available',
      Tags: named(name),
    })),
    TransitGatewayRouteTableAssociations: tables.flatMap(({ gateway, table: { name, associations } }) =>
      associations.map((attachment) => linked(gateway, name, attachment, 'associated')),
    ),
    TransitGatewayRouteTablePropagations: tables.flatMap(({ gateway, table: { name, propagations } }) =>
      propagations.map((attachment) => linked(gateway, name, attachment, 'enabled')),
    ),
    TransitGatewayPrefixListReferences: tables.flatMap(({ gateway, table: { name, prefixListReferences } }) =>
      prefixListReferences.map(({ prefixListId, attachment }) => ({
        TransitGatewayRouteTableId: tableId(gateway, name),
        PrefixListId: idOf('pl', prefixListId),
        State: 'available',
        Blackhole: attachment === null,
        ...(attachment !== null && {
          TransitGatewayAttachment: { TransitGatewayAttachmentId: attachmentId(gateway, attachment) },
        }),
      })),
    ),
    TransitGatewayRoutes: tables.flatMap(({ gateway, table: { name, routes } }) =>
      routes.map(({ destinationCidrBlock, attachment }) => ({
        TransitGatewayRouteTableId: tableId(gateway, name),
        DestinationCidrBlock: destinationCidrBlock,
        ...(attachment !== null && {
          TransitGatewayAttachments: [{ TransitGatewayAttachmentId: attachmentId(gateway, attachment) }],
        }),
        Type: 'static',
        State: attachment === null ? 'blackhole' : 'active',
      })),
    ),
  };
}

/** With what others' readers ask for, too: batfish's takes no connection without its telemetry. No tunnel of a file is up. */
function describedVpnConnections(lab: Lab) {
  return lab.vpnConnections.map((connection) => {
    const gateway = lab.gateways.find(({ name }) => name === connection.gateway);
    return {
      VpnConnectionId: idOf('vpn', connection.name),
      CustomerGatewayId: idOf('cgw', connection.customerGateway),
      ...(gateway?.kind === 'vpnGateway' && { VpnGatewayId: idOf('vgw', gateway.name) }),
      ...(gateway?.kind === 'transitGateway' && { TransitGatewayId: idOf('tgw', gateway.name) }),
      CustomerGatewayConfiguration: renderCustomerGatewayConfiguration({
        ...lab,
        vpnConnections: [connection],
      }),
      State: 'available',
      Type: 'ipsec.1',
      Category: 'VPN',
      VgwTelemetry: connection.tunnels.map(({ outsideIpAddress }) => ({
        OutsideIpAddress: outsideIpAddress,
        Status: 'DOWN',
        StatusMessage: 'IPSEC IS DOWN',
        AcceptedRouteCount: 0,
      })),
      Options: {
        EnableAcceleration: connection.enableAcceleration,
        StaticRoutesOnly: connection.staticRoutesOnly,
        TunnelInsideIpVersion: carriedVersion(connection),
        OutsideIpAddressType: 'PublicIpv4',
        ...describedNetworks(connection),
        TunnelOptions: connection.tunnels.map((tunnel) => describedTunnel(lab, tunnel)),
      },
      Routes: connection.routes.map(({ destinationCidrBlock }) => ({
        DestinationCidrBlock: destinationCidrBlock,
        State: 'available',
      })),
      Tags: named(connection.name),
    };
  });
}
