import type { TimerProfile } from '../../topology/types.ts';
import { blackholeDefault } from '../commands/ip-route.ts';
import { rule } from '../commands/ip-rule.ts';
import type { NftTable } from '../commands/nft.ts';
import type { CharonPlan } from '../services/charon.ts';
import { IKE_PORT, NAT_T_PORT } from './ports.ts';
import { tunnelCommands } from './tunnel-interface.ts';
import type { Dataplane, NumberedTable, RouteTablesPlan, VpnEnd, VpnPlan } from './types.ts';

/** Ports of the second, third … daemon of a router lie this far apart: those of 400 do not meet (500 + 10 * 400 = 4500). */
const PORT_STEP = 10;
/** libipsec reads no more of a packet from its TUN, and cuts the rest off (strongSwan, kernel_libipsec_plugin.c). */
const MAX_MTU = 1400;

/**
 * The userspace data plane: strongSwan's kernel-libipsec does ESP in UDP through a TUN, one charon for each tunnel
 * (libipsec looks policies up by selector only, so one charon could not tell two 0.0.0.0/0 tunnels apart), and
 * policy rules by incoming interface in place of VRF devices.
 */
export const userspace: Dataplane = { name: 'userspace', vpn, routeTables };

function vpn(ends: readonly VpnEnd[], timers: TimerProfile): VpnPlan {
  const services = ends.map((end, index): CharonPlan => ({
    kind: 'charon',
    name: end.interface,
    connections: [{ ...end.connection, forceUdpEncapsulation: true, ifId: null, mark: null }],
    port: IKE_PORT + index * PORT_STEP,
    portNatT: NAT_T_PORT + index * PORT_STEP,
    tun: {
      name: end.interface,
      commands: tunnelCommands({ ...end, mtu: Math.min(end.mtu, MAX_MTU) }),
    },
    timers,
  }));
  return { services, setup: [], firewall: portTranslation(ends, services), devices: ['/dev/net/tun'] };
}

/** Makes every daemon speak from the well-known ports, so that the wire looks as with one daemon. */
function portTranslation(ends: readonly VpnEnd[], services: readonly CharonPlan[]): NftTable[] {
  const pairs = ends.flatMap((end, index) => {
    const service = services[index];
    if (service === undefined || service.port === IKE_PORT) return [];
    return [
      { end, own: service.port, wire: IKE_PORT },
      { end, own: service.portNatT, wire: NAT_T_PORT },
    ];
  });
  if (pairs.length === 0) return [];
  return [
    {
      family: 'ip',
      name: 's2s_ports',
      chains: [
        {
          name: 'outgoing',
          hook: { type: 'nat', at: 'postrouting', priority: 'srcnat' },
          rules: pairs.map(
            ({ end, own, wire }) =>
              `ip daddr ${end.outsideRemote} udp sport ${own} snat to ${end.outsideLocal}:${wire}`,
          ),
        },
        {
          name: 'incoming',
          hook: { type: 'nat', at: 'prerouting', priority: 'dstnat' },
          rules: pairs.map(
            ({ end, own, wire }) =>
              `ip saddr ${end.outsideRemote} udp dport ${wire} dnat to ${end.outsideLocal}:${own}`,
          ),
        },
      ],
    },
  ];
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
