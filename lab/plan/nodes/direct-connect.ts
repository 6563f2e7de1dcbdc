import {
  announcedOver,
  directConnectPreference,
  MAX_DIRECT_CONNECT_PREFIXES,
} from '../../aws/direct-connect.ts';
import { withoutPrefix } from '../../topology/cidr.ts';
import { networksOf } from '../../topology/graph/bgp.ts';
import { CUSTOMER_INTERFACE } from '../../topology/graph/interfaces.ts';
import {
  directConnectLink,
  directConnectLinks,
  directConnectLinksOf,
} from '../../topology/graph/direct-connect.ts';
import type { FrrNeighbor } from '../../bgp/frr-conf.ts';
import { TIMERS } from '../../topology/timers.ts';
import type { Lab, Router } from '../../topology/types.ts';
import { TRANSIT_GATEWAY_ADDRESS } from '../addresses.ts';
import { address, peerAddress } from '../commands/ip-address.ts';
import type { IpAddress } from '../commands/ip-address.ts';
import { linkUp } from '../commands/ip-link.ts';
import type { IpCommand } from '../commands/ip.ts';
import type { BirdPlan } from '../services/bird.ts';

/** Table of AWS's end of a virtual interface for what its gateway sends. */
export const TO_CUSTOMER = 102;

/** The BIRD at AWS's end of a virtual interface; none if no gateway attaches it. */
export function virtualInterfaceBird(lab: Lab, name: string): BirdPlan[] {
  const { virtualInterface, directConnectGateway, customerGateway, attached, endpointAddress } =
    directConnectLink(lab, name);
  if (attached === null) return [];
  return [
    {
      kind: 'bird',
      configuration: {
        at: 'virtualInterface',
        address: endpointAddress,
        gateway: {
          address: TRANSIT_GATEWAY_ADDRESS,
          asn: attached.gateway.amazonSideAsn,
        },
        link: {
          interface: CUSTOMER_INTERFACE,
          aws: withoutPrefix(virtualInterface.amazonAddress),
          customer: withoutPrefix(virtualInterface.customerAddress),
          asn: directConnectGateway.amazonSideAsn,
          customerAsn: customerGateway.bgpAsn,
        },
        toCustomer: TO_CUSTOMER,
        allowedPrefixes: announcedOver(lab, { attached }),
        maxPrefixes: MAX_DIRECT_CONNECT_PREFIXES,
        timers: TIMERS[lab.timers].directConnect,
      },
    },
  ];
}

/** AWS's ends of a router's virtual interfaces, for its FRR. */
export function directConnectNeighbors(lab: Lab, router: Router): FrrNeighbor[] {
  return directConnectLinksOf(lab, router).map(({ virtualInterface, directConnectGateway }) => ({
    connection: virtualInterface.name,
    address: withoutPrefix(virtualInterface.amazonAddress),
    asn: directConnectGateway.amazonSideAsn,
    networks: networksOf(router.bgp, 'ipv4'),
    asPathPrepend: 0,
    med: 0,
    localPreference: directConnectPreference(router),
    timers: TIMERS[lab.timers].directConnect,
    bfd: virtualInterface.bfd,
  }));
}

/** Address of the session between a virtual interface and its gateway, at the gateway's interface that leads there. */
export function virtualInterfaceSessionAddress(lab: Lab, node: string, interfaceName: string): IpAddress[] {
  const link = directConnectLinks(lab).find(({ virtualInterface }) => virtualInterface.name === node);
  return link === undefined
    ? []
    : [peerAddress(TRANSIT_GATEWAY_ADDRESS, link.endpointAddress, interfaceName)];
}

/** What a router does with the interface of each of its virtual interfaces. */
export function virtualInterfacePorts(lab: Lab, router: Router): Record<string, readonly IpCommand[]> {
  return Object.fromEntries(
    directConnectLinksOf(lab, router).map(({ interface: port, virtualInterface }) => [
      port,
      [address(virtualInterface.customerAddress, port), linkUp(port)],
    ]),
  );
}
