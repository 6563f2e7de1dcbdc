import type { VirtualAddressView } from '../../view/virtual-addresses.ts';
import type { Colours } from './colours.ts';
import { section, table } from './table.ts';

/** The addresses that routers share, one a line; nothing where there are none. */
export function formatVirtualAddresses(views: readonly VirtualAddressView[], c: Colours): string[] {
  if (views.length === 0) return [];
  const rows = views.map((view) => [
    view.virtualIpAddress,
    view.lan,
    holderText(view, c),
    routersText(view, c),
  ]);
  return [
    section(
      'Virtual addresses (VRRP)',
      table(['address', 'LAN', 'held by', 'routers, priority'], rows, c),
      c,
    ),
  ];
}

function holderText({ heldBy }: VirtualAddressView, c: Colours): string {
  if (heldBy.length === 0) return c.red('nobody');
  const names = heldBy.join(', ');
  return heldBy.length === 1 ? c.green(names) : c.red(`${names}: split brain`);
}

function routersText({ routers }: VirtualAddressView, c: Colours): string {
  return routers
    .map(({ router, vrrpPriority, keepalived }) => {
      const text = `${router} ${vrrpPriority}`;
      return keepalived ? text : `${text} ${c.red('(keepalived does not run)')}`;
    })
    .join(', ');
}
