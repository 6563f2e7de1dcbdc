import { UsageError } from '../errors.ts';
import { batch } from '../plan/commands/ip.ts';
import type { IpCommand } from '../plan/commands/ip.ts';
import { tableText } from '../plan/commands/nft.ts';
import type { Plan } from '../plan/types.ts';
import { ELASTIC_IP_TABLE } from '../plan/nodes/elastic-ips.ts';
import { siteElasticIpTable } from '../plan/nodes/internet-gateway.ts';
import { planLab } from '../plan/plan.ts';
import { associateAddress } from '../topology/edits/customer-gateway.ts';
import { bound } from '../topology/graph/find.ts';
import type { LinkEnd } from '../topology/graph/links.ts';
import { hasPublicAddress } from '../topology/graph/sites.ts';
import { INTERNET, internetGatewayName } from '../topology/names.ts';
import type { CustomerGateway, Lab } from '../topology/types.ts';
import type { Deed } from './fault.ts';
import { linkBetween } from './link.ts';
import { nft } from '../plan/commands/nft.ts';

/**
 * The NAT in front of a customer gateway's router: its Internet gateway.
 * @throws {UsageError} if the router has the public address itself.
 */
function natOf(gateway: CustomerGateway): string {
  if (!hasPublicAddress(gateway)) return internetGatewayName(gateway.name);
  const { ipAddress, router } = gateway;
  throw new UsageError({
    key: 'customerGateway',
    what: `has no NAT in front of it: ${router.name} has ${ipAddress} itself`,
    value: gateway.name,
  });
}

/** Makes the NAT of a customer gateway forget its mappings: the next packet of every flow gets a new one. */
export function forgetMappings(gateway: CustomerGateway): Deed {
  return { node: natOf(gateway), run: 's2s-forget-mappings' };
}

/**
 * Puts the Internet gateway and the Internet in order for a public address of the customer gateway, as the plan has
 * them when the lab file gives it that address.
 */
export function setPublicAddress(lab: Lab, plan: Plan, gateway: CustomerGateway, ipAddress: string): Deed[] {
  const changed = associateAddress(lab, { customerGateway: gateway.name, ipAddress });
  const planned = planLab(changed, plan.dataplane);
  const node = natOf(gateway);
  const table = `table ip ${ELASTIC_IP_TABLE}`;
  return [
    { node, run: nft([table, `delete ${table}`, tableText(siteElasticIpTable({ ...gateway, ipAddress }))]) },
    ...linkBetween(lab, INTERNET, node).map((end) => ({
      node: end.node,
      run: `ip address flush dev ${end.interface} && ip route flush dev ${end.interface} && ip -batch - <<'IP'
${batch(commandsOf(planned, end))}IP`,
    })),
    forgetMappings(gateway),
  ];
}

function commandsOf(plan: Plan, end: LinkEnd): readonly IpCommand[] {
  return bound(bound(plan.nodes, end.node).interfaces, end.interface).commands;
}
