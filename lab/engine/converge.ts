import type Docker from 'dockerode';
import { NODE_LABEL } from '../plan/labels.ts';
import { FABRIC } from '../topology/names.ts';
import { digestOf } from './containers.ts';
import type { ContainerSpec } from './containers.ts';
import { driftedNodes } from './drift.ts';
import { DIGEST_LABEL } from './labels.ts';
import type { StartedLab } from './started-lab.ts';

/** What `up` did to one node, and why. */
export interface Change {
  readonly node: string;
  readonly action: 'created' | 'replaced' | 'started' | 'restarted' | 'removed';
  readonly reason: string;
}

/** One change, with what it takes to make it. */
export interface Step {
  readonly change: Change;
  /** Container to remove or to start. */
  readonly id?: string;
  readonly spec?: ContainerSpec;
}

/** What has to be done to get from the containers that are there to those that are to be. */
export function compare(
  specs: readonly ContainerSpec[],
  containers: readonly Docker.ContainerInfo[],
): Step[] {
  const byNode = new Map(containers.map((container) => [container.Labels[NODE_LABEL] ?? '', container]));
  const steps: Step[] = [];
  for (const spec of specs) {
    const container = byNode.get(spec.node);
    byNode.delete(spec.node);
    const step = (action: Change['action'], reason: string): Change => ({ node: spec.node, action, reason });
    if (container === undefined) {
      steps.push({ change: step('created', containers.length === 0 ? 'new lab' : 'it was missing'), spec });
    } else if (container.Labels[DIGEST_LABEL] !== digestOf(spec)) {
      steps.push({
        change: step('replaced', 'the lab file, data plane or image has changed'),
        id: container.Id,
        spec,
      });
    } else if (container.State !== 'running') {
      steps.push({ change: step('started', `it was ${container.State}`), id: container.Id });
    }
  }
  for (const [node, container] of byNode) {
    steps.push({ change: { node, action: 'removed', reason: 'the lab no longer has it' }, id: container.Id });
  }
  return steps;
}

/** Restarts nodes that run but have been changed from within. A new fabric has nothing to compare with yet. */
export async function mend(lab: StartedLab, steps: readonly Step[]): Promise<Step[]> {
  const touched = new Set(steps.map(({ change }) => change.node));
  if (touched.has(FABRIC)) return [];
  const drifted = await driftedNodes(lab);
  return drifted
    .filter(({ node }) => !touched.has(node))
    .map(({ node, reason }) => ({
      change: { node, action: 'restarted', reason },
      id: lab.node(node).container.id,
    }));
}
