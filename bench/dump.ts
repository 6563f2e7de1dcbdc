import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

type Item = Readonly<Record<string, unknown>>;

const TGW = 'tgw-0123456789abcdef0';
const TABLE = 'tgw-rtb-0123456789abcdef0';
const ZONES = ['a', 'b', 'c'];
const EVERYTHING = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };

const id = (prefix: string, ...numbers: readonly number[]): string =>
  `${prefix}-${numbers.map((each) => each.toString(16).padStart(4, '0')).join('')}`;
const named = (name: string): Item => ({ Tags: [{ Key: 'Name', Value: name }] });

/**
 * What `aws ec2 describe-*` prints of so many VPCs (up to 1,000) behind one Transit Gateway, each with six subnets in three zones, three route
 * tables of ten routes, two network ACLs, four security groups and eight instances; and of ten VPN connections.
 */
function dump(vpcs: number): Readonly<Record<string, Item>> {
  const all = Array.from({ length: vpcs }, (_, index) => index);
  const connections = Array.from({ length: 10 }, (_, index) => index);
  const attached = [
    ...all.map((n) => attachment(id('tgw-attach', n), 'vpc', id('vpc', n))),
    ...connections.map((n) => attachment(id('tgw-attach', 9999, n), 'vpn', id('vpn', n))),
  ];
  return {
    Vpcs: { Vpcs: all.map((n) => ({ VpcId: id('vpc', n), CidrBlock: block(n), ...named(`team-${n}`) })) },
    Subnets: { Subnets: all.flatMap(subnets) },
    RouteTables: { RouteTables: all.flatMap(routeTables) },
    NetworkAcls: { NetworkAcls: all.flatMap(networkAcls) },
    SecurityGroups: { SecurityGroups: all.flatMap(securityGroups) },
    Reservations: { Reservations: all.map((n) => ({ Instances: instances(n) })) },
    TransitGateways: { TransitGateways: [{ TransitGatewayId: TGW, State: 'available', ...named('core') }] },
    TransitGatewayAttachments: { TransitGatewayAttachments: attached },
    TransitGatewayRouteTables: {
      TransitGatewayRouteTables: [{ TransitGatewayRouteTableId: TABLE, TransitGatewayId: TGW }],
    },
    TransitGatewayPropagations: {
      TransitGatewayPropagations: [
        {
          TransitGatewayRouteTableId: TABLE,
          TransitGatewayRouteTablePropagations: attached.map(({ TransitGatewayAttachmentId }) => ({
            TransitGatewayAttachmentId,
            State: 'enabled',
          })),
        },
      ],
    },
    CustomerGateways: {
      CustomerGateways: connections.map((n) => ({
        CustomerGatewayId: id('cgw', n),
        BgpAsn: String(65001 + n),
        IpAddress: `198.51.100.${n + 1}`,
      })),
    },
    VpnConnections: { VpnConnections: connections.map(vpnConnection) },
  };
}

/** Writes a dump into a folder, a file for each list, and says how many bytes it has. */
export async function writeDump(folder: string, vpcs: number): Promise<number> {
  await mkdir(folder, { recursive: true });
  let bytes = 0;
  for (const [name, answer] of Object.entries(dump(vpcs))) {
    const text = JSON.stringify(answer, null, 4);
    bytes += text.length;
    await writeFile(join(folder, `${name}.json`), text);
  }
  return bytes;
}

const block = (n: number): string => `10.${n >> 2}.${(n & 3) * 64}.0/18`;
const within = (n: number, third: number): string => `10.${n >> 2}.${(n & 3) * 64 + third}`;

function attachment(attachmentId: string, ResourceType: string, ResourceId: string) {
  return {
    TransitGatewayAttachmentId: attachmentId,
    TransitGatewayId: TGW,
    ResourceType,
    ResourceId,
    State: 'available',
    Association: { TransitGatewayRouteTableId: TABLE, State: 'associated' },
  };
}

function subnets(n: number): Item[] {
  return [0, 1, 2, 3, 4, 5].map((each) => ({
    SubnetId: id('subnet', n, each),
    VpcId: id('vpc', n),
    CidrBlock: `${within(n, each)}.0/24`,
    AvailabilityZone: `eu-central-1${ZONES[each % 3]}`,
    ...named(`${each < 3 ? 'private' : 'data'}-${ZONES[each % 3]}`),
  }));
}

function routeTables(n: number): Item[] {
  return [0, 1, 2].map((each) => ({
    RouteTableId: id('rtb', n, each),
    VpcId: id('vpc', n),
    Associations: each === 0 ? [{ Main: true }] : [{ SubnetId: id('subnet', n, each) }],
    Routes: [
      { DestinationCidrBlock: block(n), GatewayId: 'local', Origin: 'CreateRouteTable' },
      ...Array.from({ length: 10 }, (_, route) => ({
        DestinationCidrBlock: route === 0 ? '10.0.0.0/8' : `172.16.${route}.0/24`,
        TransitGatewayId: TGW,
        Origin: 'CreateRoute',
        State: 'active',
      })),
    ],
  }));
}

function networkAcls(n: number): Item[] {
  const rule = (RuleNumber: number, Egress: boolean, RuleAction: string, CidrBlock: string): Item => ({
    RuleNumber,
    Egress,
    RuleAction,
    CidrBlock,
    Protocol: '-1',
  });
  return [0, 1].map((each) => ({
    NetworkAclId: id('acl', n, each),
    VpcId: id('vpc', n),
    Associations: [0, 1, 2].map((subnet) => ({ SubnetId: id('subnet', n, each * 3 + subnet) })),
    Entries: [false, true].flatMap((egress) => [
      ...Array.from({ length: each * 5 }, (_, deny) => rule(10 + deny, egress, 'deny', `192.0.2.${deny}/32`)),
      rule(100, egress, 'allow', '0.0.0.0/0'),
      rule(32767, egress, 'deny', '0.0.0.0/0'),
    ]),
  }));
}

function securityGroups(n: number): Item[] {
  return [0, 1, 2, 3].map((each) => ({
    GroupId: id('sg', n, each),
    GroupName: `group-${each}`,
    VpcId: id('vpc', n),
    IpPermissions: Array.from({ length: 6 }, (_, port) => ({
      IpProtocol: 'tcp',
      FromPort: 8000 + port,
      ToPort: 8000 + port,
      IpRanges: [{ CidrIp: '10.0.0.0/8' }, { CidrIp: '172.16.0.0/12' }],
      UserIdGroupPairs: [{ GroupId: id('sg', n, (each + 1) % 4) }],
    })),
    IpPermissionsEgress: [EVERYTHING],
  }));
}

function instances(n: number): Item[] {
  return Array.from({ length: 8 }, (_, each) => ({
    InstanceId: id('i', n, each),
    VpcId: id('vpc', n),
    SubnetId: id('subnet', n, each % 6),
    PrivateIpAddress: `${within(n, each % 6)}.${20 + each}`,
    SecurityGroups: [{ GroupId: id('sg', n, each % 4) }],
    State: { Name: 'running' },
    ...named(`app-${n}-${each}`),
  }));
}

function vpnConnection(n: number): Item {
  return {
    VpnConnectionId: id('vpn', n),
    CustomerGatewayId: id('cgw', n),
    TransitGatewayId: TGW,
    State: 'available',
    Options: {
      StaticRoutesOnly: false,
      TunnelOptions: [0, 1].map((each) => ({
        OutsideIpAddress: `203.0.113.${n * 2 + each + 1}`,
        TunnelInsideCidr: `169.254.${20 + n}.${each * 4}/30`,
      })),
    },
  };
}
