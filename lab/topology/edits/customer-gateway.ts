import type { CustomerGateway, Lab } from '../types.ts';
import { replaced } from './edit.ts';
import type { Edit } from './edit.ts';
import { objectNamed } from './objects.ts';

/**
 * The customer gateway of that name.
 * @throws {UsageError} if there is none.
 */
export function customerGatewayNamed({ customerGateways }: Lab, name: string): CustomerGateway {
  return objectNamed('customerGateway', customerGateways, name);
}

/** `AssociateAddress` at the site: the router behind the customer gateway gets another Elastic IP. */
export const associateAddress: Edit<{ readonly customerGateway: string; readonly ipAddress: string }> = (
  lab,
  { customerGateway, ipAddress },
) => {
  const gateway = customerGatewayNamed(lab, customerGateway);
  return {
    ...lab,
    customerGateways: replaced(lab.customerGateways, gateway, { ...gateway, ipAddress }),
  };
};
