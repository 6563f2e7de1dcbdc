import { bound } from '../../topology/graph/find.ts';
import { portsOfAttachment } from '../../topology/graph/links.ts';
import type { NodeOf } from '../../topology/graph/nodes.ts';
import type { Attachment, Lab } from '../../topology/types.ts';
import { ATTACHMENT_ADDRESS, TRANSIT_GATEWAY_ADDRESS } from '../addresses.ts';
import { address } from '../commands/ip-address.ts';
import { linkUp } from '../commands/ip-link.ts';
import { BLACKHOLE_REST, route } from '../commands/ip-route.ts';
import type { IpCommand } from '../commands/ip.ts';
import { nodePlan } from '../node-plan.ts';
import { FORWARDER, IGNORE_ROUTES_WITH_LINKDOWN } from '../sysctls.ts';
import type { NodePlan } from '../types.ts';
import { gatewaySessionAddress } from './bgp.ts';
import { virtualInterfaceSessionAddress } from './direct-connect.ts';
import { vpcSessionAddress, vpnGatewayBird } from './vpn-gateway-bgp.ts';

/**
 * The first tunnel of a connection carries everything towards the customer while it is up, the second waits; then come those of
 * the next connection that has the same route. All are behind what BIRD gives the kernel, which it does only where Direct Connect is
 * preferred to a static route.
 */
const metricOf = (connection: number, tunnel: number): number => 2100 + 100 * (2 * connection + tunnel);

/** A virtual private gateway: one table for all. A tunnel whose endpoint has taken its link down is passed over at once. */
export function vpnGatewayNode({ gateway }: NodeOf<'vpn-gateway'>, lab: Lab): NodePlan {
  const connections = gateway.attachments.filter(({ resourceType }) => resourceType === 'vpn');
  const interfaces = gateway.attachments.flatMap((attachment) =>
    portsOfAttachment(lab, gateway, attachment.name).map(({ interface: dev, neighbour }, index) => {
      const connection = connections.indexOf(attachment);
      const metric = connection < 0 ? {} : { metric: metricOf(connection, index) };
      const routes = blocksBehind(lab, attachment).map((block): IpCommand =>
        route(block, { via: ATTACHMENT_ADDRESS, dev, onlink: true, ...metric }),
      );
      const sessions = [
        ...gatewaySessionAddress(lab, neighbour.node, dev),
        ...virtualInterfaceSessionAddress(lab, neighbour.node, dev),
        ...(attachment.resourceType === 'vpc' ? vpcSessionAddress(lab, gateway, dev, 'gateway') : []),
      ];
      return [
        dev,
        [address(`${TRANSIT_GATEWAY_ADDRESS}/32`, dev), ...sessions, linkUp(dev), ...routes],
      ] as const;
    }),
  );
  const bird = vpnGatewayBird(lab, gateway);
  return nodePlan({
    name: gateway.name,
    role: 'vpn-gateway',
    ...(bird.length === 0 ? {} : { image: 'bgp', services: bird }),
    sysctls: { ...FORWARDER, ...IGNORE_ROUTES_WITH_LINKDOWN },
    setup: [BLACKHOLE_REST],
    interfaces: Object.fromEntries(interfaces),
  });
}

/** The blocks that lead to an attachment: the VPC's, or the static routes of a VPN connection; BIRD brings the others. */
function blocksBehind(lab: Lab, { resourceType, resource }: Attachment): readonly string[] {
  if (resourceType === 'vpc') return bound(lab.vpcs, resource).cidrBlocks;
  if (resourceType !== 'vpn') return [];
  return bound(lab.vpnConnections, resource).routes.map(({ destinationCidrBlock }) => destinationCidrBlock);
}
