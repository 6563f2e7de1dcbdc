import type { Retransmit } from '../../ike/retransmit.ts';
import { addLink, linkUp, setLink } from '../commands/ip-link.ts';
import type { LinkType } from '../commands/ip-link.ts';
import { blackholeDefault } from '../commands/ip-route.ts';
import { CHARON } from '../services/charon-paths.ts';
import { tunnelCommands } from './tunnel-interface.ts';
import type { Dataplane, NumberedTable, RouteTablesPlan, VpnEnd, VpnPlan } from './types.ts';

/** The kernel data plane: XFRM interfaces (or VTIs with marks) for ESP, a VRF device for each route table. */
export const kernel: Dataplane = { name: 'kernel', vpn, routeTables };

function vpn(ends: readonly VpnEnd[], retransmit: Retransmit | null): VpnPlan {
  const connections = ends.map(({ connection, kind, id }) => ({
    ...connection,
    forceUdpEncapsulation: connection.requiresNatTraversal,
    ifId: kind === 'xfrm' ? id : null,
    mark: kind === 'vti' ? id : null,
  }));
  return {
    services:
      connections.length === 0
        ? []
        : [{ kind: 'charon', name: CHARON, connections, hasEsp: false, retransmit }],
    setup: ends.flatMap((end) => [addLink(end.interface, interfaceType(end)), ...tunnelCommands(end)]),
    firewall: [],
    devices: [],
  };
}

function interfaceType({ kind, id, outsideLocal, outsideRemote }: VpnEnd): LinkType {
  return kind === 'xfrm' ? { kind, ifId: id } : { kind, local: outsideLocal, remote: outsideRemote, key: id };
}

function routeTables(tables: readonly NumberedTable[]): RouteTablesPlan {
  return {
    setup: tables.flatMap((table) => [
      addLink(table.name, { kind: 'vrf', table: table.number }),
      linkUp(table.name),
      blackholeDefault(table.number),
    ]),
    associations: Object.fromEntries(
      tables.flatMap((table) =>
        table.interfaces.map((name) => [name, [setLink(name, { master: table.name })]]),
      ),
    ),
  };
}
