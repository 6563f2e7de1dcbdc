import * as z from 'zod';
import { changeConnection } from '../changed-connection.ts';
import { faultKind } from '../fault.ts';
import { CONNECTION, connectionNamed } from '../vpn-objects.ts';

/**
 * The router calls itself by its private address, as it does where `leftid` is left out; AWS knows it by the public
 * address of the customer gateway. The endpoint finds no connection for that identity: AUTHENTICATION_FAILED.
 */
export const wrongLeftId = faultKind({
  summary: 'let a router behind a NAT call itself by its private address, as without leftid',
  parameters: z.strictObject({ connection: CONNECTION }),
  plan(planned, { connection }) {
    const ends = connectionNamed(planned, connection);
    const { name, privateIpAddress } = ends.customerGateway.router;
    return {
      text: `${name} calls itself ${privateIpAddress} to ${ends.tunnel.name}, which expects ${ends.customerGateway.ipAddress}`,
      ...changeConnection(planned, connection, 'wrong-left-id', { leftId: privateIpAddress }),
    };
  },
});
