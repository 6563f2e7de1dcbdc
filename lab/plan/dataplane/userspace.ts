import type { Retransmit } from '../../ike/retransmit.ts';
import { blackholeDefault } from '../commands/ip-route.ts';
import { rule } from '../commands/ip-rule.ts';
import { kernel } from './kernel.ts';
import type { Dataplane, NumberedTable, RouteTablesPlan, VpnEnd, VpnPlan } from './types.ts';

/**
 * The userspace data plane: strongSwan's kernel-libipsec does ESP in UDP; a tunnel interface is a TUN, which `ip` makes and
 * charon takes (images/userspace), so a node is told the same as on the kernel's plane. Policy rules by incoming interface
 * stand in place of VRF devices.
 */
export const userspace: Dataplane = { name: 'userspace', vpn, routeTables };

function vpn(ends: readonly VpnEnd[], retransmit: Retransmit | null): VpnPlan {
  const { services, ...plan } = kernel.vpn(ends, retransmit);
  return {
    ...plan,
    devices: ['/dev/net/tun'],
    services: services.map((charon) => ({
      ...charon,
      hasEsp: true,
      connections: charon.connections.map((each) => ({ ...each, forceUdpEncapsulation: true })),
    })),
  };
}

function routeTables(tables: readonly NumberedTable[]): RouteTablesPlan {
  return {
    setup: tables.flatMap((table) => [
      blackholeDefault(table.number),
      ...table.interfaces.map((name) => rule(name, table.number)),
    ]),
    associations: {},
  };
}
