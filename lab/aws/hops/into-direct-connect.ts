import type { Lab } from '../../topology/types.ts';
import { virtualInterfaceTo } from '../direct-connect.ts';
import { drop } from '../explanation.ts';
import type { EffectiveRoute } from '../transit-gateway.ts';
import { atVirtualInterface } from './position.ts';
import type { Outcome } from './position.ts';

/** Where a Transit Gateway's route to a Direct Connect gateway leads; by a static route perhaps to nobody. */
export function intoDirectConnect(lab: Lab, route: EffectiveRoute): Outcome {
  const link = virtualInterfaceTo(lab, route);
  if (link !== undefined) return atVirtualInterface(link, 'router');
  return drop('noVirtualInterfaceUp', {
    attachment: route.attachment ?? '',
    directConnectGateway: route.resource ?? '',
    destination: route.destinationCidrBlock,
  });
}
