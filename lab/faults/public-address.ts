import type { Plan } from '../plan/types.ts';
import { ELASTIC_IP_TABLE } from '../plan/nodes/internet-gateway.ts';
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
  const planned = planLab(
    {
      ...lab,
      customerGateways: lab.customerGateways.map((each) =>
        each === gateway ? { ...each, ipAddress } : each,
      ),
    },
    plan.dataplane,
  );
  const node = internetGatewayName(gateway.name);
  const table = `table ip ${ELASTIC_IP_TABLE}`;
  return [
    { node, run: nft([table, `delete ${table}`, file(planned, node, 'firewall.nft')]) },
    ...linkBetween(plan, INTERNET, node).map((end) => ({
      node: end.node,
      run: `ip address flush dev ${end.interface} && ip route flush dev ${end.interface} && ip -batch - <<'IP'
${file(planned, end.node, `links/${end.interface}.ip`)}IP`,
    })),
    forgetMappings(gateway),
  ];
}

function file(plan: Plan, node: string, path: string): string {
  const { files } = plan.nodes.find(({ name }) => name === node)!;
  return files.find((each) => each.path === `/etc/s2s/${path}`)!.content;
}
