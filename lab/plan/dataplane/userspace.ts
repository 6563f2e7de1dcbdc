import type { Dataplane, NumberedTable, RouteTablesPlan, VpnPlan, VpnTunnel } from './types.ts';
import { IKE_PORT, NAT_T_PORT } from './ports.ts';
import { blackholeDefault, tunnelCommands } from './commands.ts';

/** Ports of the second, third … daemon of a router lie this far apart: those of 400 do not meet (500 + 10 * 400 = 4500). */
const PORT_STEP = 10;
/** Preference of the policy rules that stand for associations; before the main table's 32766. */
const RULE_PREFERENCE = 1000;
/** libipsec reads no more of a packet from its TUN, and cuts the rest off (strongSwan, kernel_libipsec_plugin.c). */
const MAX_MTU = 1400;

/**
 * The userspace data plane: strongSwan's kernel-libipsec does ESP in UDP through a TUN, one charon for each tunnel
 * (libipsec looks policies up by selector only, so one charon could not tell two 0.0.0.0/0 tunnels apart), and
 * policy rules by incoming interface in place of VRF devices.
 */
export const userspace: Dataplane = { name: 'userspace', vpn, routeTables };

function vpn(tunnels: readonly VpnTunnel[]): VpnPlan {
  const daemons = tunnels.map((tunnel, index) => ({
    name: tunnel.interface,
    connections: [tunnel.connection({ forceUdpEncapsulation: true, ifId: null, mark: null })],
    port: IKE_PORT + index * PORT_STEP,
    portNatT: NAT_T_PORT + index * PORT_STEP,
    tun: {
      name: tunnel.interface,
      commands: tunnelCommands({ ...tunnel, mtu: Math.min(tunnel.mtu, MAX_MTU) }),
    },
    initiates: tunnel.initiates,
  }));
  return { daemons, setup: [], firewall: portTranslation(tunnels, daemons), devices: ['/dev/net/tun'] };
}

/** Makes every daemon speak from the well-known ports, so that the wire looks as with one daemon. */
function portTranslation(
  tunnels: readonly VpnTunnel[],
  daemons: readonly { readonly port: number; readonly portNatT: number }[],
): string {
  const pairs = tunnels.flatMap((tunnel, index) => {
    const daemon = daemons[index];
    if (daemon === undefined || daemon.port === IKE_PORT) return [];
    return [
      { tunnel, own: daemon.port, wire: IKE_PORT },
      { tunnel, own: daemon.portNatT, wire: NAT_T_PORT },
    ];
  });
  if (pairs.length === 0) return '';
  return `table ip s2s_ports {
  chain outgoing {
    type nat hook postrouting priority srcnat
${pairs.map(({ tunnel, own, wire }) => `    ip daddr ${tunnel.outsideRemote} udp sport ${own} snat to ${tunnel.outsideLocal}:${wire}`).join('\n')}
  }
  chain incoming {
    type nat hook prerouting priority dstnat
${pairs.map(({ tunnel, own, wire }) => `    ip saddr ${tunnel.outsideRemote} udp dport ${wire} dnat to ${tunnel.outsideLocal}:${own}`).join('\n')}
  }
}
`;
}

function routeTables(tables: readonly NumberedTable[]): RouteTablesPlan {
  return {
    setup: tables.flatMap((table) => [
      blackholeDefault(table.number),
      ...table.interfaces.map(
        (name) => `rule add pref ${RULE_PREFERENCE} iif ${name} lookup ${table.number}`,
      ),
    ]),
    associate: () => [],
  };
}
