import { bound } from '../topology/graph/find.ts';
import { commandChanges, liveCommands } from '../plan/live-change.ts';
import { planLab } from '../plan/plan.ts';
import type { Plan } from '../plan/types.ts';
import type { Lab } from '../topology/types.ts';
import type { Deed, FaultPlan, PlannedLab } from './fault.ts';

/**
 * A fault that is a change of the lab file: the nodes' routes, rules and associations become those of the changed lab's
 * plan, command by command, so that other faults of the same node are left alone. Of the files in the nodes only those that a
 * CHILD_SA brings are changed: a link that is wired anew, or a node that is restarted, is as the lab file has it.
 */
export function replan({ plan }: PlannedLab, changed: Lab): Pick<FaultPlan, 'apply' | 'undo'> {
  const other = planLab(changed, plan.dataplane);
  return { apply: between(plan, other), undo: between(other, plan) };
}

function between(from: Plan, to: Plan): Deed[] {
  return to.nodes.flatMap((node) => {
    const before = bound(from.nodes, node.name);
    return commandChanges(before, node).map((change) => ({
      node: node.name,
      run: ['set -e', ...liveCommands(change)].join('\n'),
    }));
  });
}
