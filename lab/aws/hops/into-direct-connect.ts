import type { Lab } from '../../topology/types.ts';
import { carrierOf } from '../direct-connect.ts';
import { drop } from '../explanation.ts';
import { atVirtualInterface } from './position.ts';
import type { Outcome } from './position.ts';

/** A route to a Direct Connect gateway. */
interface RouteToDirectConnect {
  readonly destinationCidrBlock: string;
  readonly resource: string | null;
  readonly attachment?: string | null;
}

/** Where a gateway's route to a Direct Connect gateway leads; by a static route of a Transit Gateway perhaps nowhere. */
export function intoDirectConnect(lab: Lab, route: RouteToDirectConnect): Outcome {
  const link = carrierOf(lab, route);
  if (link !== undefined) return atVirtualInterface(link, 'router');
  return drop('noVirtualInterface', {
    attachment: route.attachment ?? '',
    directConnectGateway: route.resource ?? '',
    destination: route.destinationCidrBlock,
  });
}
