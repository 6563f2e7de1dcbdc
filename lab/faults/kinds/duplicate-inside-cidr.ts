import * as z from 'zod';
import { UsageError } from '../../errors.ts';
import { networkOf } from '../../topology/cidr.ts';
import { faultKind } from '../fault.ts';
import { CONNECTION, connectionNamed } from '../vpn-objects.ts';

/**
 * Two tunnels of one router with the same inside /30, which AWS allows on a Transit Gateway (AWS S2S VPN user guide,
 * Tunnel options: inside IPv4 CIDR). The connection's interface has the other's inside address as well, and had it
 * first, so Linux has the same connected route twice and takes the one that came first: whatever is for the other
 * tunnel's far end goes into this tunnel, and nobody is there. Neither the router nor the endpoint reaches the other's
 * inside address through the other tunnel any more: keep-alive pings and BGP of that tunnel are dead, though it is
 * ESTABLISHED and carries everything that has a route into it.
 */
export const duplicateInsideCidr = faultKind({
  summary: "give a connection's interface the inside /30 of the router's other tunnel as well",
  parameters: z.strictObject({ connection: CONNECTION }),
  plan(planned, { connection: wanted }) {
    const { customerGateway, connection } = connectionNamed(planned, wanted);
    const { router } = customerGateway;
    const device = connection.interface;
    if (device === null) {
      const what = 'has no tunnel interface, for it is policy-based';
      throw new UsageError({ key: 'connection', what, value: connection.name });
    }
    const other = router.connections.find((each) => each !== connection);
    if (other === undefined) {
      throw new UsageError({
        key: 'connection',
        what: `${router.name} has no other connection to take an inside CIDR from`,
        value: connection.name,
      });
    }
    const [address] = other.insideLocal.split('/');
    const cidrBlock = networkOf(other.insideLocal);
    // Its connected route comes last; one that is put in front of the other's is gone with the address all the same.
    const inFront = `${cidrBlock} dev ${device} proto kernel scope link src ${address}`;
    return {
      text: `${connection.name} of ${router.name} has the inside CIDR ${cidrBlock} of ${other.name}, too`,
      apply: [
        {
          node: router.name,
          run: `ip address add ${other.insideLocal} dev ${device} &&
ip route del ${cidrBlock} dev ${device} && ip route prepend ${inFront}`,
        },
      ],
      undo: [
        {
          node: router.name,
          run: `ip address del ${other.insideLocal} dev ${device} 2>/dev/null || :`,
        },
      ],
    };
  },
});
