import { addressAt, contains, isCidrBlock, isIpAddress, prefixLength } from '../../cidr.ts';
import type { KeyPath } from '../../key-path.ts';
import type { Report } from '../../report.ts';
import { checkUnique } from '../../rules/placed.ts';
import { checkReference } from '../../rules/reference.ts';
import { attachmentOf } from '../gateways.ts';
import type { Gateway, Instance, NatGateway, Vpc } from '../../types.ts';
import { checkVpcParts } from './parts.ts';
import { checkIpv6 } from './ipv6-rules.ts';
import { checkRouteTables } from './route-rules.ts';
import { checkSubnets } from './subnet-rules.ts';

/** Subnets inside their VPC, instances inside their subnets, routes that AWS would take. */
export function checkVpc(vpc: Vpc, gateways: readonly Gateway[], report: Report): void {
  const at: KeyPath = ['vpcs', vpc.name];
  checkSubnets(vpc, report);
  checkRouteTables(vpc, gateways, report);
  checkIpv6(vpc, report);
  const interfaces = [
    ...vpc.instances.map((each) => ({ ...each, path: [...at, 'instances', each.name] })),
    ...vpc.natGateways.map((each) => ({ ...each, path: [...at, 'natGateways', each.name] })),
  ];
  for (const each of interfaces) checkInterface(vpc, each, report);
  for (const each of vpc.natGateways) checkNatGateway(vpc, each, gateways, report);
  for (const { name, sourceDestCheck, statefulFirewall } of vpc.instances) {
    if (statefulFirewall !== true || !sourceDestCheck) continue;
    report([...at, 'instances', name, 'statefulFirewall'], {
      what: 'stands at an instance that forwards nothing',
      rule: 'what forwards for others has its source/destination check off (AWS VPC user guide, NAT instances)',
      hint: 'write sourceDestCheck: false',
      atKey: true,
    });
  }
  checkVpcParts(vpc, report);
  const addresses = interfaces.map(({ path, privateIpAddress }) => ({
    path: [...path, 'privateIpAddress'],
    value: privateIpAddress,
  }));
  checkUnique(report, addresses, 'an address belongs to one instance or NAT gateway');
}

/** A network interface, and where the lab file has it. */
interface PlacedInterface extends Pick<Instance, 'subnet' | 'privateIpAddress'> {
  readonly path: KeyPath;
}

function checkInterface(vpc: Vpc, { path: at, ...instance }: PlacedInterface, report: Report): void {
  checkReference(report, [...at, 'subnet'], instance.subnet, {
    kind: `subnet of ${vpc.name}`,
    names: vpc.subnets.map(({ name }) => name),
    maps: [['vpcs', vpc.name, 'subnets']],
  });
  const { privateIpAddress: value } = instance;
  const subnet = vpc.subnets.find(({ name }) => name === instance.subnet);
  if (subnet === undefined || !isCidrBlock(subnet.cidrBlock) || !isIpAddress(value)) return;
  const { cidrBlock } = subnet;
  const path = [...at, 'privateIpAddress'];
  const dependsOn = [['vpcs', vpc.name, 'subnets', subnet.name, 'cidrBlock']];
  if (!contains(cidrBlock, value)) {
    report(path, { what: `is not in ${subnet.name}, ${cidrBlock}`, value, dependsOn });
  } else if (
    prefixLength(cidrBlock) <= 28 &&
    [0, 1, 2, 3, -1].some((n) => addressAt(cidrBlock, n) === value)
  ) {
    report(path, {
      what: `is reserved in ${subnet.name}, ${cidrBlock}`,
      value,
      rule: 'AWS keeps the first four addresses of a subnet and the last (AWS VPC user guide, Subnet sizing)',
      hint: `use ${addressAt(cidrBlock, 4)} to ${addressAt(cidrBlock, -2)}`,
      dependsOn,
    });
  }
}

/** AWS creates no public NAT gateway in a VPC without an Internet gateway. */
function checkNatGateway(
  vpc: Vpc,
  { name, publicIpAddress }: NatGateway,
  gateways: readonly Gateway[],
  report: Report,
): void {
  const hasInternetGateway = gateways.some(
    (gateway) => gateway.kind === 'internetGateway' && attachmentOf(gateway, 'vpc', vpc.name) !== undefined,
  );
  if (publicIpAddress === null || hasInternetGateway) return;
  report(['vpcs', vpc.name, 'natGateways', name], {
    what: `is a public NAT gateway, and ${vpc.name} has no Internet gateway`,
    rule: 'a VPC with a public NAT gateway has an Internet gateway attached (EC2 API, NatGateway: Gateway.NotAttached)',
    hint: `write internetGateway: { vpc: ${vpc.name} }, or connectivityType: private`,
    atKey: true,
    dependsOn: [['internetGateway'], ['internetGateways']],
  });
}
