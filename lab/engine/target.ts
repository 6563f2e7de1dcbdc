import { STATE_VERSION } from '../plan/state.ts';
import type { LabState } from '../plan/state.ts';
import type { NodePlan } from '../plan/types.ts';
import type { Lab } from '../topology/types.ts';
import { given } from '../given.ts';
import { digestOf, fabricSpec, nodeSpec } from './containers.ts';
import type { ContainerSpec } from './containers.ts';
import { compare, restartDrifted } from './converge.ts';
import type { Step } from './converge.ts';
import { liveUpdates } from './live-update.ts';
import type { LiveUpdate } from './live-update.ts';
import { certificateFiles } from './certificates.ts';
import { keyPairFiles } from './key-pairs.ts';
import { nodeKeys, stateFile, tunnelKeys } from './state.ts';
import type { Survey } from './survey.ts';

/** What a lab is to be. */
export interface Target {
  /** What its fabric is to keep. */
  readonly state: LabState;
  /** What has to be done to get there from what was found. */
  readonly steps: readonly Step[];
}

/** What a lab is to be, and the way there; tunnels keep the keys that they have. `file` is the lab file, if it is known. */
export function targetOf(lab: Lab, found: Survey, file = found.state?.file): Target {
  const { plan, imageDigest, containers, digests } = found;
  const keys = tunnelKeys(plan, found.state?.keys ?? {});
  const state: LabState = {
    version: STATE_VERSION,
    lab,
    dataplane: plan.dataplane,
    keys,
    ...given({ file }),
  };
  const specOf = (node: NodePlan): ContainerSpec =>
    nodeSpec(lab.name, node, nodeKeys(node.keys, keys), imageDigest, [
      ...keyPairFiles(node.keyPairs, keys),
      ...certificateFiles(node.certificates, keys),
    ]);
  const updates =
    found.state === null
      ? new Map<string, LiveUpdate>()
      : liveUpdates(found.state, plan, (node) => digestOf(specOf(node)));
  for (const { node } of found.drifted) updates.delete(node);
  const specs = [fabricSpec(lab.name, [stateFile(state)], imageDigest), ...plan.nodes.map(specOf)];
  const compared = compare(specs, containers, digests, updates);
  return { state, steps: [...compared, ...restartDrifted(lab.name, compared, found.drifted)] };
}
