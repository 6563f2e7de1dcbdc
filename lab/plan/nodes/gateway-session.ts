import { ENDPOINT_GATEWAY_INTERFACE } from '../../topology/graph/interfaces.ts';
import { TRANSIT_GATEWAY_ADDRESS } from '../addresses.ts';
import { address } from '../commands/ip-address.ts';
import { leadsNowhere, route } from '../commands/ip-route.ts';
import type { IpRoute } from '../commands/ip-route.ts';
import type { IpCommand } from '../commands/ip.ts';

/** A node at AWS's end of a tunnel or of a virtual interface, by its address towards its gateway. */
interface EndOfSession {
  readonly endpointAddress: string;
}

/** What such a node has for the session with its gateway before there is a link: its address, and nothing that leads to the gateway. */
export function sessionWithGateway({ endpointAddress }: EndOfSession): IpCommand[] {
  return [address(`${endpointAddress}/32`, 'lo'), leadsNowhere(TRANSIT_GATEWAY_ADDRESS)];
}

/** The route to the gateway over the link. */
export function routeToGateway({ endpointAddress }: EndOfSession): IpRoute {
  return route(TRANSIT_GATEWAY_ADDRESS, { dev: ENDPOINT_GATEWAY_INTERFACE, src: endpointAddress });
}
