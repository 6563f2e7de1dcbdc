import * as z from 'zod';
import { UsageError } from '../../errors.ts';
import { nodesOf } from '../../topology/graph/nodes.ts';
import { faultKind } from '../fault.ts';
import { setPublicAddress } from '../public-address.ts';
import { reviveRouter } from '../revive.ts';
import { customerGatewayNamed } from '../../topology/edits/customer-gateway.ts';
import { CUSTOMER_GATEWAY } from '../vpn-objects.ts';

/**
 * The customer gateway gets another public address, as when an Elastic IP is exchanged: the 1:1 NAT and the Internet's
 * route move, the old address is gone. AWS wants the address of a customer gateway to be static (EC2 API,
 * CreateCustomerGateway) and does not say what its endpoints do with packets from another.
 *
 * In this lab a tunnel that is up follows: the router still calls itself by the old address (`leftid`), and strongSwan
 * takes its next IKE message for one through a NAT whose mapping has changed. A new negotiation is answered too with
 * startup action `add`, for such an endpoint answers any address; with `start` it is refused.
 */
export const changeElasticIp = faultKind({
  summary: 'give a customer gateway another public address than the one AWS knows',
  parameters: z.strictObject({
    customerGateway: CUSTOMER_GATEWAY,
    address: z
      .ipv4()
      .default('203.0.113.10')
      .describe('the new public address, by default one that is kept for documentation'),
  }),
  plan(planned, { customerGateway, address }) {
    const gateway = customerGatewayNamed(planned.definition, customerGateway);
    const { definition: lab, plan } = planned;
    const owner = nodesOf(lab).find(({ addresses }) => addresses.includes(address));
    if (owner !== undefined) {
      throw new UsageError({ key: 'address', what: `${owner.name} has this address`, value: address });
    }
    return {
      text: `customer gateway ${gateway.name} has the public address ${address}, AWS knows it by ${gateway.ipAddress}`,
      apply: setPublicAddress(lab, plan, gateway, address),
      undo: [
        ...setPublicAddress(lab, plan, gateway, gateway.ipAddress),
        ...reviveRouter(planned, gateway.router.name),
      ],
    };
  },
});
