import type { Colours } from './colours.ts';
import { hosts } from '../../aws/hosts.ts';
import { predict } from '../../aws/reachability.ts';
import { INTERNET } from '../../topology/names.ts';
import type { Lab } from '../../topology/types.ts';
import { section, table } from './table.ts';

/** Commands to go on with, fit for this lab. `nameFlag` is ` --name LAB`, or nothing where it is meant anyway. */
export function formatNextCommands(lab: Lab, nameFlag: string, c: Colours): string {
  const pair = pairToPing(lab);
  const rows = [
    ...(pair === null
      ? []
      : [[`s2s ping ${pair.from} ${pair.to}${nameFlag}`, 'from on-premises into a VPC']]),
    [`s2s capture ${INTERNET}${nameFlag} udp port 4500`, 'ESP in UDP on its way'],
    [`s2s status${nameFlag}`, 'nodes, tunnels, live route tables'],
    [`s2s down${nameFlag}`, 'remove the lab'],
  ];
  return section('Next', table([], rows, c), c);
}

/** A host on-premises and one in a VPC that it reaches; hosts behind a router come before the router. */
function pairToPing(lab: Lab): { readonly from: string; readonly to: string } | null {
  const all = hosts(lab);
  const routers = new Set(lab.customerGateways.map(({ router }) => router.name));
  const sources = all
    .filter(({ kind }) => kind === 'onPremises')
    .sort((a, b) => Number(routers.has(a.name)) - Number(routers.has(b.name)));
  for (const { name: from } of sources) {
    const to = all.find((host) => host.kind === 'instance' && predict(lab, from, host.name).reachable);
    if (to !== undefined) return { from, to: to.name };
  }
  return null;
}
