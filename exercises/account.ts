import type { Lab } from 's2s-lab';

type Vpc = Lab['vpcs'][number];
type Gateway = Lab['gateways'][number];
type TransitGateway = Extract<Gateway, { kind: 'transitGateway' }>;

/** The VPC of that name, once the account has it. */
export const vpcOf = ({ vpcs }: Lab, name: string): Vpc | undefined => vpcs.find((vpc) => vpc.name === name);

/** What of a VPC a student has to get right, in a line. */
export const summaryOf = (vpc: Vpc | undefined): unknown =>
  vpc && { cidrBlocks: vpc.cidrBlocks, subnets: vpc.subnets.map(({ cidrBlock }) => cidrBlock) };

/** The instance of that name, and the subnet that it is in. */
export function instanceOf(lab: Lab, name: string) {
  for (const vpc of lab.vpcs) {
    const instance = vpc.instances.find((each) => each.name === name);
    if (instance === undefined) continue;
    const subnet = vpc.subnets.find((each) => each.name === instance.subnet);
    const groups = vpc.securityGroups.filter((group) => instance.securityGroups.includes(group.name));
    return { vpc, instance, subnet, groups };
  }
  return undefined;
}

/** The route table that a subnet uses. */
export const tableOf = (vpc: Vpc, subnet: string) =>
  vpc.routeTables.find(({ name }) => name === vpc.subnets.find((each) => each.name === subnet)?.routeTable);

/** The Transit Gateway, once the account has one. */
export const transitGatewayOf = ({ gateways }: Lab): TransitGateway | undefined =>
  gateways.find((each): each is TransitGateway => each.kind === 'transitGateway');

/** The attachment of a VPC or a VPN connection, by the name of either. */
export const attachmentOf = (lab: Lab, resource: string) =>
  transitGatewayOf(lab)?.attachments.find((each) => each.resource === resource);

/** The Transit Gateway route table that what comes from a VPC or a VPN connection is looked up in. */
export function associatedWith(lab: Lab, resource: string) {
  const name = attachmentOf(lab, resource)?.name;
  return transitGatewayOf(lab)?.routeTables.find(({ associations }) =>
    associations.some((each) => each === name),
  );
}

/** Whether a Transit Gateway route table leads to a VPC or a VPN connection by a block: by a static route, or by propagation. */
export function leadsTo(
  lab: Lab,
  table: TransitGateway['routeTables'][number] | undefined,
  resource: string,
  cidrBlock: string,
): boolean {
  const attachment = attachmentOf(lab, resource);
  if (table === undefined || attachment === undefined) return false;
  const route = table.routes.find((each) => each.destinationCidrBlock === cidrBlock);
  if (route !== undefined) return route.attachment === attachment.name;
  return attachment.resourceType === 'vpc' && table.propagations.includes(attachment.name);
}
