import { because } from '../causes/catalogue.ts';
import type { MetCause } from '../causes/cause.ts';
import { bound } from '../topology/graph/find.ts';
import type { Lab, Vpc } from '../topology/types.ts';
import { unpropagated } from './vpn-gateway.ts';

/** A packet that the route table of a subnet has no route for. */
interface UnroutedPacket {
  /** Name of the subnet. */
  readonly subnet: string;
  /** Name of the NAT gateway that it comes from; null if it comes from none. */
  readonly natGateway: string | null;
  /** Its destination. */
  readonly address: string;
  readonly isForInternet: boolean;
}

/** Why a subnet's route table has no route for a packet. */
export function missingSubnetRoute(
  lab: Lab,
  vpc: Vpc,
  { subnet, natGateway, address, isForInternet }: UnroutedPacket,
): MetCause {
  const { routeTable: table } = bound(vpc.subnets, subnet);
  const facts = { table, subnet, address };
  if (natGateway !== null) return because('natGatewayWithoutRoute', { ...facts, gateway: natGateway });
  if (isForInternet) return because('noInternetRoute', facts);
  const gateway = unpropagated(lab, vpc, bound(vpc.routeTables, table), address);
  if (gateway === null) return because('noSubnetRoute', facts);
  return because('routePropagationOff', { ...facts, gateway: gateway.name });
}
