import type { Problem } from '../../errors.ts';
import type { NamedFile } from '../../topology/named-file.ts';
import { readJson } from '../json/json-text.ts';
import type { JsonObject } from '../json/json-text.ts';
import type { FoundObjects } from '../objects.ts';
import { eachByItself } from '../reader.ts';
import type { ImportReader, ReadFiles } from '../reader.ts';
import { filterObjects } from '../terraform/filters.ts';
import { Reading } from '../terraform/reading.ts';
import { hostObjects } from '../terraform/hosts.ts';
import { readTerraform } from '../terraform/resources.ts';
import { routeTables } from '../terraform/route-tables.ts';
import { transitGatewayObjects } from '../terraform/transit-gateway.ts';
import { vpcObjects } from '../terraform/vpc.ts';
import { vpnObjects } from '../terraform/vpn.ts';

/**
 * What `terraform show -json` prints of a plan or a state, of OpenTofu's too. Ids that are known only after the plan was applied are
 * found by the references of its configuration (Terraform, JSON Output Format).
 */
export const terraformJsonReader: ImportReader = {
  kind: 'JSON of terraform show',
  takes: (text) => /^[\s\uFEFF]*\{/.test(text) && /"(?:planned_values|terraform_version)"\s*:/.test(text),
  read: (files) => eachByItself(files, readFile),
};

function readFile({ file, text }: NamedFile): ReadFiles {
  const source = readJson(text);
  const refusal = (problem: Problem): ReadFiles => ({ objects: [], notes: [], problems: [problem] });
  if (source.flaw !== undefined) {
    const { line, column, what } = source.flaw;
    return refusal({ file, line, column, what, rule: 'JSON (RFC 8259)' });
  }
  const [document] = source.documents as readonly JsonObject[];
  if (document === undefined || (document.planned_values === undefined && document.values === undefined)) {
    return refusal({
      file,
      what: 'has neither planned_values nor values: it is no plan or state that terraform show has printed',
      hint: 'terraform plan -out plan && terraform show -json plan > plan.json',
    });
  }
  const json = readTerraform(document);
  const reading = new Reading(json, ({ raw, address }) =>
    source.isOneLine ? { file, object: address } : { file, line: source.lineOf(raw) },
  );
  const objects: FoundObjects = {
    ...vpcObjects(reading),
    RouteTables: routeTables(reading),
    ...hostObjects(reading),
    ...filterObjects(reading),
    ...vpnObjects(reading),
    ...transitGatewayObjects(reading),
  };
  return {
    objects: [objects],
    notes: [...others(file, reading), ...destroyed(file, document)],
    problems: [],
  };
}

/** Resources of networks that the lab has no counterpart of. */
const NETWORK =
  /^aws_(?:vpc|vpn|ec2_transit|ec2_client_vpn|dx_|egress_only|networkfirewall|networkmanager|route53_resolver|lb$|alb$|nat_|network_)/;

/** What is read of resources, and what goes with it without being read. */
const KNOWN =
  /^aws_(?:(?:default_)?(?:vpc|subnet|route_table|security_group|network_acl)|vpc_ipv4_cidr_block_association|vpc_security_group_(?:in|e)gress_rule|vpn_(?:gateway(?:_attachment|_route_propagation)?|connection(?:_route)?)|network_acl_(?:rule|association)|network_interface(?:_attachment|_sg_attachment)?|nat_gateway|vpc_dhcp_options(?:_association)?|ec2_transit_gateway(?:_vpc_attachment|_peering_attachment|_peering_attachment_accepter|_vpc_attachment_accepter|_route|_prefix_list_reference|_route_table|_route_table_association|_route_table_propagation)?)$/;

function others(file: string, reading: Reading): Problem[] {
  return [...reading.types()]
    .filter(([type]) => NETWORK.test(type) && !KNOWN.test(type))
    .map(([key, all]) => ({ file, key, what: `${all.length} left out: the import has no counterpart` }));
}

/** What the plan takes away is not in what it leads to. */
function destroyed(file: string, document: JsonObject): Problem[] {
  const changes = (document.resource_changes ?? []) as readonly {
    readonly address?: string;
    readonly type?: string;
    readonly change?: { readonly actions?: readonly string[] };
  }[];
  return changes
    .filter(({ type = '', change }) => KNOWN.test(type) && change?.actions?.join() === 'delete')
    .map(({ address = '' }) => ({ file, key: address, what: 'is destroyed by the plan, and left out' }));
}
