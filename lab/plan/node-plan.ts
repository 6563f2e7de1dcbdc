import type { IpCommand } from './commands/ip.ts';
import { linkUp } from './commands/ip-link.ts';
import { askSoon } from './commands/ip-ntable.ts';
import type { NodePlan } from './types.ts';

/** What a role says of its node; the rest every node has, or is not needed. */
type NodeParts = Pick<NodePlan, 'name' | 'role'> &
  Partial<Omit<NodePlan, 'interfaces' | 'ledgerRoom' | 'wiring'>> & {
    /** `ip` commands by interface. */
    readonly interfaces: Readonly<Record<string, readonly IpCommand[]>>;
  };

/** A node as its role has it; plan.ts adds its ledger, its wiring and its links' netem. */
export function nodePlan({ interfaces, ...parts }: NodeParts): NodePlan {
  return {
    image: 'node',
    sysctls: {},
    devices: [],
    firewall: [],
    mangle: [],
    ledgerRoom: 0,
    wiring: [],
    childSas: [],
    services: [],
    keys: [],
    keyPairs: [],
    certificates: [],
    ...parts,
    setup: [linkUp('lo'), ...(parts.setup ?? [])],
    interfaces: Object.entries(interfaces).map(([name, commands]) => ({
      name,
      commands: [...commands, askSoon(name)],
      netem: null,
    })),
  };
}
