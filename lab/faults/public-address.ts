import { batch } from '../plan/commands/ip.ts';
import type { IpCommand } from '../plan/commands/ip.ts';
import { tableText } from '../plan/commands/nft.ts';
import type { LinkEnd, Plan } from '../plan/types.ts';
import { ELASTIC_IP_TABLE, elasticIpTable } from '../plan/nodes/internet-gateway.ts';
import { planLab } from '../plan/plan.ts';
import { INTERNET, internetGatewayName } from '../topology/names.ts';
import type { CustomerGateway, Lab } from '../topology/types.ts';
import type { Deed } from './fault.ts';
import { linkBetween } from './link.ts';
import { nft } from './nft-table.ts';

/**
 * IPCTNL_MSG_CT_DELETE for the whole of the node's network namespace (linux/netfilter/nfnetlink_conntrack.h); the
 * images have perl and no conntrack(8).
 */
const FORGET = `perl -e 'socket(S, 16, 3, 12); send(S, pack("LSSLLCCn", 20, 0x102, 5, 1, 0, 2, 0, 0), 0); recv(S, $answer, 99, 0); exit !!unpack("x16l", $answer)'`;

/** Makes the NAT of a customer gateway forget its mappings: the next packet of every flow gets a new one. */
export function forgetMappings({ name }: CustomerGateway): Deed {
  return { node: internetGatewayName(name), run: FORGET };
}

/**
 * Puts the Internet gateway and the Internet in order for a public address of the customer gateway, as the plan has
 * them when the lab file gives it that address.
 */
export function setPublicAddress(lab: Lab, plan: Plan, gateway: CustomerGateway, ipAddress: string): Deed[] {
  const changed = { ...gateway, ipAddress };
  const planned = planLab(
    {
      ...lab,
      customerGateways: lab.customerGateways.map((each) => (each === gateway ? changed : each)),
    },
    plan.dataplane,
  );
  const node = internetGatewayName(gateway.name);
  const table = `table ip ${ELASTIC_IP_TABLE}`;
  return [
    { node, run: nft([table, `delete ${table}`, tableText(elasticIpTable(changed))]) },
    ...linkBetween(plan, INTERNET, node).map((end) => ({
      node: end.node,
      run: `ip address flush dev ${end.interface} && ip route flush dev ${end.interface} && ip -batch - <<'IP'
${batch(commandsOf(planned, end))}IP`,
    })),
    forgetMappings(gateway),
  ];
}

function commandsOf(plan: Plan, end: LinkEnd): readonly IpCommand[] {
  const { interfaces } = plan.nodes.find(({ name }) => name === end.node)!;
  return interfaces.find(({ name }) => name === end.interface)!.commands;
}
