import type { Problem } from '../../errors.ts';
import type { NamedFile } from '../../topology/named-file.ts';
import { hostObjects } from '../cloudformation/hosts.ts';
import { networkAclObjects } from '../cloudformation/network-acls.ts';
import { routeTables } from '../cloudformation/route-tables.ts';
import { securityGroupObjects } from '../cloudformation/security-groups.ts';
import { transitGatewayObjects } from '../cloudformation/transit-gateway.ts';
import { gatewayObjects, vpnConnectionObjects } from '../cloudformation/vpn.ts';
import { Stack } from '../cloudformation/stack.ts';
import { readTemplate } from '../cloudformation/template.ts';
import { vpcObjects } from '../cloudformation/vpc.ts';
import { eachByItself } from '../reader.ts';
import type { ImportReader, ReadFiles } from '../reader.ts';

/** Templates of CloudFormation, JSON or YAML, with their parameters' defaults (AWS CloudFormation user guide, Template anatomy). */
export const cloudFormationReader: ImportReader = {
  kind: 'CloudFormation template',
  takes: (text) => /(?:^|[\s{"'])Resources["']?\s*:/.test(text) && text.includes('AWS::EC2::'),
  read: (files) => eachByItself(files, readFile),
};

function readFile({ file, text }: NamedFile): ReadFiles {
  const template = readTemplate(text);
  if (template.flaw !== undefined) {
    const rule = 'a template is JSON or YAML (AWS CloudFormation user guide, Template anatomy)';
    return { objects: [], notes: [], problems: [{ file, ...template.flaw, rule }] };
  }
  const stack = new Stack(template, file);
  const vpn = vpnConnectionObjects(stack);
  const objects = {
    ...vpcObjects(stack),
    ...hostObjects(stack),
    ...securityGroupObjects(stack),
    ...networkAclObjects(stack),
    ...routeTables(stack),
    ...gatewayObjects(stack),
    ...vpn,
    ...transitGatewayObjects(stack, vpn),
  };
  return { objects: [objects], notes: others(file, stack), problems: [] };
}

/** Resources of EC2's networks that the import takes nothing of. */
const LEFT_OUT =
  /^(?:VPCEndpoint|VPCPeeringConnection|EgressOnlyInternetGateway|TransitGateway(?:Connect|PeeringAttachment|Multicast).*|ClientVpn.*|Fn::.*)$|^AWS::(?:ElasticLoadBalancing|NetworkFirewall|CloudFormation::Stack)/;

const others = (file: string, stack: Stack): Problem[] =>
  [...stack.types()]
    .filter(([type]) => LEFT_OUT.test(type))
    .map(([key, count]) => ({ file, key, what: `${count} left out: the import has no counterpart` }));
