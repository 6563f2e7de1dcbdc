import { containerName, NODE_LABEL } from '../plan/labels.ts';
import { digestOf } from './containers.ts';
import type { ContainerSpec } from './containers.ts';
import type { Drift } from './drift.ts';
import type { LiveUpdate } from './live-update.ts';
import type { ContainerInfo } from './runtime.ts';

/** What `up` did to one node, and why. */
export interface Change {
  readonly node: string;
  readonly action: 'created' | 'replaced' | 'updated' | 'started' | 'restarted' | 'removed';
  readonly reason: string;
}

/** One change, with what it takes to make it. */
export interface Step {
  readonly change: Change;
  /** Container to remove, to start or to update. */
  readonly id?: string;
  readonly spec?: ContainerSpec;
  readonly update?: LiveUpdate;
}

/**
 * What has to be done to get from the containers that are there to those that are to be.
 * @param digests of what the containers have now, by their ids.
 * @param updates of nodes that need not be replaced for it, by name.
 */
export function compare(
  specs: readonly ContainerSpec[],
  containers: readonly ContainerInfo[],
  digests: ReadonlyMap<string, string>,
  updates: ReadonlyMap<string, LiveUpdate>,
): Step[] {
  const byNode = new Map(containers.map((container) => [container.labels[NODE_LABEL] ?? '', container]));
  const steps: Step[] = [];
  for (const spec of specs) {
    const container = byNode.get(spec.node);
    byNode.delete(spec.node);
    const step = (action: Change['action'], reason: string): Change => ({ node: spec.node, action, reason });
    if (container === undefined) {
      steps.push({ change: step('created', containers.length === 0 ? 'new lab' : 'it was missing'), spec });
      continue;
    }
    const halfMade = halfMadeBecause(container);
    if (halfMade !== null) {
      steps.push({ change: step('replaced', halfMade), id: container.id, spec });
    } else if (digests.get(container.id) !== digestOf(spec)) {
      const update = updates.get(spec.node);
      const isUpToIt = container.state === 'running' && update?.from === digests.get(container.id);
      steps.push(
        update !== undefined && isUpToIt
          ? { change: step('updated', 'the lab file has changed'), id: container.id, spec, update }
          : {
              change: step('replaced', 'the lab file, data plane or image has changed'),
              id: container.id,
              spec,
            },
      );
    } else if (container.state !== 'running') {
      steps.push({ change: step('started', `it was ${container.state}`), id: container.id });
    }
  }
  for (const [node, container] of byNode) {
    steps.push({ change: { node, action: 'removed', reason: 'the lab no longer has it' }, id: container.id });
  }
  return steps;
}

/** Why a container has not all that it was to get, whatever its digest says; null if it has. */
function halfMadeBecause({ state, status }: ContainerInfo): string | null {
  if (state === 'created') return 'it had never been started';
  // Whoever started it was ended before its files came (s2s-node in images/node).
  return status.startsWith('Exited (78)') ? 'it has not got its files' : null;
}

/** Restarts nodes that run but have been changed from within, unless something else is done to them. */
export function restartDrifted(lab: string, steps: readonly Step[], drifted: readonly Drift[]): Step[] {
  const touched = new Set(steps.map(({ change }) => change.node));
  return drifted
    .filter(({ node }) => !touched.has(node))
    .map(({ node, reason }) => ({
      change: { node, action: 'restarted', reason },
      id: containerName(lab, node),
    }));
}
