import { CUSTOMER_INTERFACE, ENDPOINT_GATEWAY_INTERFACE } from '../../topology/graph/interfaces.ts';
import { directConnectLink } from '../../topology/graph/direct-connect.ts';
import type { NodeOf } from '../../topology/graph/nodes.ts';
import type { Lab } from '../../topology/types.ts';
import { ATTACHMENT_ADDRESS, TRANSIT_GATEWAY_ADDRESS } from '../addresses.ts';
import { address } from '../commands/ip-address.ts';
import { linkUp } from '../commands/ip-link.ts';
import { blackholeDefault, route } from '../commands/ip-route.ts';
import { rule } from '../commands/ip-rule.ts';
import { nodePlan } from '../node-plan.ts';
import { FORWARDER } from '../sysctls.ts';
import type { NodePlan } from '../types.ts';
import { TO_CUSTOMER, virtualInterfaceBird } from './direct-connect.ts';
import { routeToGateway, sessionWithGateway } from './gateway-session.ts';

const TO_TRANSIT_GATEWAY = 101;

/**
 * AWS's end of a virtual interface. What comes from the router can only go to the Transit Gateway, and what the gateway sends
 * only to the router, by what BIRD has learned from it. As a tunnel endpoint it does not count in the TTL: AWS is one hop, the Transit Gateway.
 */
export function virtualInterfaceNode(
  { name, role, virtualInterface }: NodeOf<'virtual-interface'>,
  lab: Lab,
): NodePlan {
  const { attached, endpointAddress } = directConnectLink(lab, name);
  const { amazonAddress } = virtualInterface;
  return nodePlan({
    name,
    role,
    image: 'bgp',
    sysctls: FORWARDER,
    services: virtualInterfaceBird(lab, name),
    setup: [
      blackholeDefault(TO_TRANSIT_GATEWAY),
      blackholeDefault(TO_CUSTOMER),
      rule(CUSTOMER_INTERFACE, TO_TRANSIT_GATEWAY),
      rule(ENDPOINT_GATEWAY_INTERFACE, TO_CUSTOMER),
      ...(attached === null ? [] : sessionWithGateway({ endpointAddress })),
    ],
    mangle: [`-A PREROUTING -i ${CUSTOMER_INTERFACE} -j TTL --ttl-inc 1`],
    interfaces: {
      [CUSTOMER_INTERFACE]: [address(amazonAddress, CUSTOMER_INTERFACE), linkUp(CUSTOMER_INTERFACE)],
      ...(attached === null
        ? {}
        : {
            [ENDPOINT_GATEWAY_INTERFACE]: [
              address(`${ATTACHMENT_ADDRESS}/32`, ENDPOINT_GATEWAY_INTERFACE),
              linkUp(ENDPOINT_GATEWAY_INTERFACE),
              routeToGateway({ endpointAddress }),
              route('default', {
                via: TRANSIT_GATEWAY_ADDRESS,
                dev: ENDPOINT_GATEWAY_INTERFACE,
                onlink: true,
                table: TO_TRANSIT_GATEWAY,
              }),
            ],
          }),
    },
  });
}
