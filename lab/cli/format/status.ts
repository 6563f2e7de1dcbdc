import type { StatusView } from '../../view/status.ts';
import type { Colours } from './colours.ts';
import { formatFaults } from './fault.ts';
import { formatLabLine } from './lab.ts';
import { formatNodes } from './nodes.ts';
import { formatNotes } from './notes.ts';
import { formatLiveTables } from './route-tables.ts';
import { formatDownTunnels, formatTunnels } from './tunnels.ts';
import { formatVirtualAddresses } from './virtual-addresses.ts';
import { formatVirtualInterfaces } from './virtual-interfaces.ts';
import { formatVpnGateways } from './vpn-gateways.ts';

/** The result of `s2s status`. */
export function formatStatus(view: StatusView, c: Colours): string {
  return [
    [headline(view, c), formatLabLine(view, c), ...formatDownTunnels(view.tunnels, c)].join('\n'),
    formatNodes(view.nodes, c),
    formatTunnels(view.tunnels, c),
    ...formatVirtualInterfaces(view.virtualInterfaces, c),
    ...formatVirtualAddresses(view.virtualAddresses, c),
    ...(view.routeTables?.length === 0 ? [] : [formatLiveTables(view.routeTables, c)]),
    ...formatVpnGateways(view.vpnGateways, c),
    ...formatNotes(view, c),
    ...(view.faults === null || view.faults.length === 0 ? [] : [formatFaults(view.faults, c)]),
  ].join('\n\n');
}

function headline({ lab, nodes, tunnels }: StatusView, c: Colours): string {
  const running = nodes.filter((node) => node.running).length;
  const up = tunnels.filter((tunnel) => tunnel.up).length;
  const nodesRun = `${running} of ${nodes.length} nodes running`;
  return `${c.bold(`Lab ${lab}`)}: ${nodesRun}, ${up} of ${tunnels.length} tunnels up.`;
}
