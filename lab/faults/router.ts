import { z } from 'zod';
import type { CustomerGateway } from '../topology/types.ts';
import type { PlannedLab } from './fault.ts';
import { objectNamed } from './objects.ts';

/** Parameter: the name of an on-premises router. */
export const ROUTER = z.string().describe('on-premises router, e.g. onprem-router');

/**
 * The customer gateway whose router has that name.
 * @throws {UsageError} if there is none; the nearest name is offered.
 */
export function gatewayOfRouter({ definition: lab }: PlannedLab, name: string): CustomerGateway {
  const routers = lab.customerGateways.map((gateway) => ({ name: gateway.router.name, gateway }));
  return objectNamed('router', routers, name).gateway;
}
