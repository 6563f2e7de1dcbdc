import type { VirtualInterfaceView } from '../../view/virtual-interfaces.ts';
import type { Colours } from './colours.ts';
import { section, table } from './table.ts';
import { bgpText } from './tunnels.ts';

/** The virtual interfaces of Direct Connect, one a line; nothing where there are none. */
export function formatVirtualInterfaces(views: readonly VirtualInterfaceView[], c: Colours): string[] {
  if (views.length === 0) return [];
  const rows = views.map((view) => [
    view.virtualInterface,
    view.directConnectGateway,
    view.router,
    `${view.customerAddress} <-> ${view.amazonAddress}`,
    bgpText(view.bgp, c),
  ]);
  const heads = ['virtual interface', 'gateway', 'router', 'addresses', 'BGP'];
  return [section('Direct Connect', table(heads, rows, c), c)];
}
