import { commandChanges, liveCommands } from '../plan/live-change.ts';
import { firewallCommands } from '../plan/live-firewall.ts';
import { planLab } from '../plan/plan.ts';
import { reloadCommands, serviceFiles } from '../plan/services/service.ts';
import type { NodePlan, Plan } from '../plan/types.ts';
import type { Lab } from '../topology/types.ts';
import type { Deed, FaultPlan, PlannedLab } from './fault.ts';

/**
 * A fault that is a change of the lab file: the nodes' routes, rules, associations and packet filters become those of the changed lab's
 * plan, command by command, so that other faults of the same node are left alone. Of the files in the nodes only those that a
 * CHILD_SA brings or a service reloads are changed: a link that is wired anew is as the lab file has it.
 */
export function replan({ plan }: PlannedLab, changed: Lab): Pick<FaultPlan, 'apply' | 'undo'> {
  const other = planLab(changed, plan.dataplane);
  return { apply: between(plan, other), undo: between(other, plan) };
}

function between(from: Plan, to: Plan): Deed[] {
  return to.nodes.flatMap((node) => {
    const before = from.nodes.find(({ name }) => name === node.name);
    // A node that the change takes away, as with a gateway that is deleted, stays, and is led to by nobody.
    if (before === undefined) return [];
    const changes = commandChanges(before, node).map(liveCommands);
    const filters = firewallCommands(before.firewall, node.firewall);
    if (filters.length > 0) changes.unshift(filters);
    const reloads = reloadCommands(before.services, node.services);
    if (reloads.length > 0) changes.push([...writeCommands(before, node), ...reloads]);
    return changes.map((commands) => ({ node: node.name, run: ['set -e', ...commands].join('\n') }));
  });
}

/** Shell commands that write the files of the services in which two plans of a node differ. */
function writeCommands(before: NodePlan, after: NodePlan): string[] {
  const old = new Map(serviceFiles(before.services).map(({ path, content }) => [path, content]));
  return serviceFiles(after.services)
    .filter(({ path, content }) => old.get(path) !== content)
    .map(({ path, content }) => `cat >${path} <<'END'\n${content}END`);
}
