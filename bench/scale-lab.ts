import { parseLab } from '../lab/topology/parse.ts';
import type { RawLab } from '../lab/topology/schema.ts';
import type { Lab } from '../lab/topology/types.ts';

const HOSTS_PER_VPC = 4;
/** The router and the server. */
const HOSTS_ON_PREMISES = 2;
/** VPCs have 10.1.0.0/16 and so on, as far as the site's own 10.200.0.0/16. */
const MAX_VPCS = 199;
const SITE = '10.200.0.0/16';

/**
 * A lab of so many hosts: an on-premises router with a server behind it, the others instances in VPCs of four. Every VPC
 * and the site reach each other by way of the Transit Gateway. Of the VPCs the second and third share a route table, the
 * fourth and fifth, and so on, and so reach each other; any other two never do, the Transit Gateway drops what they send.
 * @throws {RangeError} if there is no lab of that size: 3 to 798 hosts.
 */
export function scaleLab(name: string, hosts: number): Lab {
  const instances = hosts - HOSTS_ON_PREMISES;
  const count = Math.ceil(instances / HOSTS_PER_VPC);
  if (!Number.isInteger(hosts) || count < 1 || count > MAX_VPCS) {
    const most = MAX_VPCS * HOSTS_PER_VPC + HOSTS_ON_PREMISES;
    throw new RangeError(`a lab to measure has ${HOSTS_ON_PREMISES + 1} to ${most} hosts, not ${hosts}`);
  }
  const vpcs = Array.from({ length: count }, (_, index) => index + 1);
  const sizeOf = (vpc: number): number => Math.min(HOSTS_PER_VPC, instances - (vpc - 1) * HOSTS_PER_VPC);
  const file: RawLab = {
    name,
    vpcs: Object.fromEntries(vpcs.map((vpc) => [vpcName(vpc), vpcOf(vpc, sizeOf(vpc))])),
    transitGateway: transitGateway(vpcs),
    customerGateways: { onprem: customerGateway(vpcs) },
    vpnConnections: {
      vpn: {
        customerGateway: 'onprem',
        tunnels: {
          'tunnel-1': { outsideIpAddress: '43.200.198.51', tunnelInsideCidr: '169.254.216.28/30' },
          'tunnel-2': { outsideIpAddress: '43.203.78.35', tunnelInsideCidr: '169.254.123.168/30' },
        },
      },
    },
  };
  return parseLab(JSON.stringify(file), `${name}.yaml`);
}

const vpcName = (vpc: number): string => `vpc-${vpc}`;
const attachment = (vpc: number): string => `att-vpc-${vpc}`;
const cidrBlock = (vpc: number): string => `10.${vpc}.0.0/16`;

type Part<Key extends keyof RawLab> = NonNullable<RawLab[Key]>;

function vpcOf(vpc: number, instances: number): Part<'vpcs'>[string] {
  const name = vpcName(vpc);
  const numbers = Array.from({ length: instances }, (_, index) => index + 1);
  return {
    cidrBlock: cidrBlock(vpc),
    subnets: { [`${name}-private`]: { cidrBlock: `10.${vpc}.1.0/24`, routeTable: `${name}-private` } },
    routeTables: {
      [`${name}-private`]: {
        routes: [{ destinationCidrBlock: '10.0.0.0/8', target: 'transitGateway' }],
      },
    },
    securityGroups: { [`${name}-icmp`]: { ingress: [{ protocol: 'icmp', cidrIp: '10.0.0.0/8' }] } },
    instances: Object.fromEntries(
      numbers.map((number) => [
        `${name}-host-${number}`,
        {
          subnet: `${name}-private`,
          privateIpAddress: `10.${vpc}.1.${10 + number}`,
          securityGroups: [`${name}-icmp`],
        },
      ]),
    ),
  };
}

function transitGateway(vpcs: readonly number[]): Part<'transitGateway'> {
  const groups = new Map<number, string[]>();
  for (const vpc of vpcs) {
    const group = Math.floor(vpc / 2) + 1;
    groups.set(group, [...(groups.get(group) ?? []), attachment(vpc)]);
  }
  const toSite = { destinationCidrBlock: SITE, attachment: 'att-vpn' };
  return {
    attachments: {
      ...Object.fromEntries(vpcs.map((vpc) => [attachment(vpc), { vpc: vpcName(vpc) }])),
      'att-vpn': { vpnConnection: 'vpn' },
    },
    routeTables: {
      ...Object.fromEntries(
        [...groups].map(([group, attachments]) => [
          `tgw-rt-${group}`,
          { associations: attachments, propagations: attachments, routes: [toSite] },
        ]),
      ),
      'tgw-rt-vpn': { associations: ['att-vpn'], propagations: vpcs.map(attachment), routes: [] },
    },
  };
}

function customerGateway(vpcs: readonly number[]): Part<'customerGateways'>[string] {
  const routes = (connection: string, metric: number) =>
    vpcs.map((vpc) => ({ destinationCidrBlock: cidrBlock(vpc), connection, metric }));
  return {
    ipAddress: '3.36.6.148',
    cidrBlock: SITE,
    router: {
      privateIpAddress: '10.200.12.85',
      outsideCidrBlock: '10.200.0.0/20',
      insideCidrBlock: '10.200.128.0/20',
      connections: {
        Tunnel1: { tunnel: 'tunnel-1', mark: 100 },
        Tunnel2: { tunnel: 'tunnel-2', mark: 200 },
      },
      routes: [...routes('Tunnel1', 100), ...routes('Tunnel2', 200)],
    },
    hosts: { 'onprem-server': { privateIpAddress: '10.200.141.20' } },
  };
}
