import type { Dataplane, NumberedTable, RouteTablesPlan, VpnPlan, VpnTunnel } from './types.ts';
import { IKE_PORT, NAT_T_PORT } from './ports.ts';
import { blackholeDefault, tunnelCommands } from './commands.ts';

/** The kernel data plane: XFRM interfaces (or VTIs with marks) for ESP, a VRF device for each route table. */
export const kernel: Dataplane = { name: 'kernel', vpn, routeTables };

function vpn(tunnels: readonly VpnTunnel[]): VpnPlan {
  const connections = tunnels.map((tunnel) =>
    tunnel.connection({
      forceUdpEncapsulation: false,
      ifId: tunnel.kind === 'xfrm' ? tunnel.id : null,
      mark: tunnel.kind === 'vti' ? tunnel.id : null,
    }),
  );
  return {
    daemons: [
      {
        name: 'charon',
        connections,
        port: IKE_PORT,
        portNatT: NAT_T_PORT,
        tun: null,
        initiates: tunnels.some((tunnel) => tunnel.initiates),
      },
    ],
    setup: tunnels.flatMap((tunnel) => [addInterface(tunnel), ...tunnelCommands(tunnel)]),
    firewall: '',
    devices: [],
  };
}

function addInterface(tunnel: VpnTunnel): string {
  return tunnel.kind === 'xfrm'
    ? // The device that an XFRM interface names matters for offloading only.
      `link add ${tunnel.interface} type xfrm dev lo if_id ${tunnel.id}`
    : `link add ${tunnel.interface} type vti local ${tunnel.outsideLocal} remote ${tunnel.outsideRemote} key ${tunnel.id}`;
}

function routeTables(tables: readonly NumberedTable[]): RouteTablesPlan {
  return {
    setup: tables.flatMap((table) => [
      `link add ${table.name} type vrf table ${table.number}`,
      `link set dev ${table.name} up`,
      blackholeDefault(table.number),
    ]),
    associate: (interfaceName, table) => [`link set dev ${interfaceName} master ${table.name}`],
  };
}
